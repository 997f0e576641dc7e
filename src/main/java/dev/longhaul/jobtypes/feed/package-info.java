/** The job type that reads a feed. */
@NullMarked
package dev.longhaul.jobtypes.feed;

import org.jspecify.annotations.NullMarked;
