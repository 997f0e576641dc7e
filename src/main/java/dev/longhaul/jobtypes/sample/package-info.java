/** Job types to try the service with. */
@NullMarked
package dev.longhaul.jobtypes.sample;

import org.jspecify.annotations.NullMarked;
