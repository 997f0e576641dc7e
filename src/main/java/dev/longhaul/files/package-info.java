/** Where bytes live: stage, publish, open, delete. */
@NullMarked
package dev.longhaul.files;

import org.jspecify.annotations.NullMarked;
