/** Speaks to S3-compatible stores: objects sent with checksums, read in ranges, listed and removed. */
@NullMarked
package dev.longhaul.s3;

import org.jspecify.annotations.NullMarked;
