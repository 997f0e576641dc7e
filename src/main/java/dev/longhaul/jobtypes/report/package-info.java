/** Lays datasets out for people: figures, charts and tables as HTML, PDF, XLSX or CSV. */
@NullMarked
package dev.longhaul.jobtypes.report;

import org.jspecify.annotations.NullMarked;
