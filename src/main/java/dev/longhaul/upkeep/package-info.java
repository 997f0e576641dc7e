/** One class for each timed duty. */
@NullMarked
package dev.longhaul.upkeep;

import org.jspecify.annotations.NullMarked;
