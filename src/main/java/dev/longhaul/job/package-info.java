/**
 * The life of a job as pure values: what it is called, which states it has, what may happen to it.
 *
 * <p>Nothing here performs anything. {@link dev.longhaul.job.Lifecycle} alone says which event leads
 * from where to where; the statements of the ledger take their guards from it.
 */
@NullMarked
package dev.longhaul.job;

import org.jspecify.annotations.NullMarked;
