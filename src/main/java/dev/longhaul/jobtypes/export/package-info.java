/** Writes the rows of a dataset into a file. */
@NullMarked
package dev.longhaul.jobtypes.export;

import org.jspecify.annotations.NullMarked;
