/**
 * The five systems that this one replaces, each walked from {@code POST} to the result with real parts. {@code
 * docs/stories} tells the same to people.
 */
@NullMarked
package dev.longhaul.systems;

import org.jspecify.annotations.NullMarked;
