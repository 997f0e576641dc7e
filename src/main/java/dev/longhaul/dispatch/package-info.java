/** AMQP, both ways: a message only wakes workers, the row is the truth. */
@NullMarked
package dev.longhaul.dispatch;

import org.jspecify.annotations.NullMarked;
