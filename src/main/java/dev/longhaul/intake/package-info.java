/** Accepting work: type and parameters checked, the job inserted, the workers woken. */
@NullMarked
package dev.longhaul.intake;

import org.jspecify.annotations.NullMarked;
