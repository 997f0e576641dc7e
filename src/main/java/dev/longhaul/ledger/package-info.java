/** The database truth: the rows of the jobs and every statement on them, writes apart from reads. */
@NullMarked
package dev.longhaul.ledger;

import org.jspecify.annotations.NullMarked;
