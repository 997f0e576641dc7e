package dev.longhaul.security;

import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose jobs a caller gets to see in a list. */
public sealed interface Visible {

    /** Those of one owner. */
    record Of(String owner) implements Visible {}

    /** Nobody's: they asked for somebody else's. */
    record Nothing() implements Visible {}

    /**
     * What {@code caller} sees. Everybody sees their own jobs and no others.
     *
     * @param wanted the owner that they ask for, if they do
     */
    static Visible to(@Nullable Principal caller, Optional<String> wanted) {
        String self = Owners.of(caller);
        return wanted.isEmpty() || wanted.get().equals(self) ? new Of(self) : new Nothing();
    }
}
