/** The job type {@code email}: one message, sent once to each recipient although attempts repeat. */
@NullMarked
package dev.longhaul.jobtypes.email;

import org.jspecify.annotations.NullMarked;
