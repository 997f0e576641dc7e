/** Sending one message by SMTP, and telling what the server's answer means for each recipient. */
@NullMarked
package dev.longhaul.mail;

import org.jspecify.annotations.NullMarked;
