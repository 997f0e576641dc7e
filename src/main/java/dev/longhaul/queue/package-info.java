/** Which queues there are, how much each may run at once, and which jobs take turns with which. */
@NullMarked
package dev.longhaul.queue;

import org.jspecify.annotations.NullMarked;
