/** One attempt: claim, lease, run, retry policy, ending, drain. */
@NullMarked
package dev.longhaul.execution;

import org.jspecify.annotations.NullMarked;
