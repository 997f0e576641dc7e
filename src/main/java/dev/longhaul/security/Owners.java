package dev.longhaul.security;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** To whom a caller's jobs belong. */
public final class Owners {

    /** Everybody, where callers do not authenticate. */
    public static final String ANONYMOUS = "anonymous";

    /** The role of those who see everybody's jobs, and look after queues and workers. */
    public static final String OPERATOR = "operator";

    private Owners() {}

    /** The owner that {@code caller} acts as. */
    public static String of(@Nullable Principal caller) {
        return caller == null || caller.getName().isEmpty() ? ANONYMOUS : caller.getName();
    }
}
