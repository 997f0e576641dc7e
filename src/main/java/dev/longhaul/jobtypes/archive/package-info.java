/** The job type that packs files and results into one. */
@NullMarked
package dev.longhaul.jobtypes.archive;

import org.jspecify.annotations.NullMarked;
