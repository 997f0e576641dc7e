package dev.longhaul.security;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** To whom a caller's jobs belong. */
public final class Owners {

    /** Everybody, where callers do not authenticate. */
    public static final String ANONYMOUS = "anonymous";

    private Owners() {}

    /** The owner that {@code caller} acts as. */
    public static String of(@Nullable Principal caller) {
        return caller == null || caller.getName().isEmpty() ? ANONYMOUS : caller.getName();
    }
}
