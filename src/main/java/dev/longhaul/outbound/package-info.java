/** Requests over HTTP to addresses that callers name: checked, bounded in time and size, interruptible. */
@NullMarked
package dev.longhaul.outbound;

import org.jspecify.annotations.NullMarked;
