package dev.longhaul.security;

import java.util.Optional;

/** Whose jobs a caller gets to see in a list. */
public sealed interface Visible {

    /** Everybody's. */
    record All() implements Visible {}

    /** Those of one owner. */
    record Of(String owner) implements Visible {}

    /** Nobody's: they asked for somebody else's. */
    record Nothing() implements Visible {}

    /**
     * What a caller sees: their own jobs and no others, or, as an operator, everybody's.
     *
     * @param self as whom they act
     * @param wanted the owner that they ask for, if they do
     */
    static Visible to(String self, boolean operator, Optional<String> wanted) {
        if (operator) {
            return wanted.<Visible>map(Of::new).orElseGet(All::new);
        }
        return wanted.isEmpty() || wanted.get().equals(self) ? new Of(self) : new Nothing();
    }
}
