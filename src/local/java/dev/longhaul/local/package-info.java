/**
 * PostgreSQL and the broker for a fresh machine, started by the process itself where no settings name external ones.
 * Absent from native images; nobody depends on it.
 */
@NullMarked
package dev.longhaul.local;

import org.jspecify.annotations.NullMarked;
