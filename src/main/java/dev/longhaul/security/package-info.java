/** Who calls, and what they may see. */
@NullMarked
package dev.longhaul.security;

import org.jspecify.annotations.NullMarked;
