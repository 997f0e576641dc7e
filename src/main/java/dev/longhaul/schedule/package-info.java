/** Recurring jobs: when they are due, and what becomes of them when they cannot run then. */
@NullMarked
package dev.longhaul.schedule;

import org.jspecify.annotations.NullMarked;
