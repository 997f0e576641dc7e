/** Who waits for a job to change: all of them over one shared look at the ledger. */
@NullMarked
package dev.longhaul.watch;

import org.jspecify.annotations.NullMarked;
