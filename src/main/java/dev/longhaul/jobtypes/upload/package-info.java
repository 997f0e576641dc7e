/** The job type {@code upload}: a file or a result into a bucket of an S3-compatible store. */
@NullMarked
package dev.longhaul.jobtypes.upload;

import org.jspecify.annotations.NullMarked;
