/** Named databases and the datasets over them: load, check, stream rows. */
@NullMarked
package dev.longhaul.source;

import org.jspecify.annotations.NullMarked;
