/** The job type that makes pictures smaller. */
@NullMarked
package dev.longhaul.jobtypes.image;

import org.jspecify.annotations.NullMarked;
