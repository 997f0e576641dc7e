/** Longhaul: takes work that is too long for a web request. */
@NullMarked
package dev.longhaul;

import org.jspecify.annotations.NullMarked;
