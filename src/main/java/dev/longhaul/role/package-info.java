/** What this process does of all that Longhaul does. */
@NullMarked
package dev.longhaul.role;

import org.jspecify.annotations.NullMarked;
