/** The contract: resources, representations and problems. No SQL, no rules. */
@NullMarked
package dev.longhaul.http;

import org.jspecify.annotations.NullMarked;
