package dev.longhaul.role;

/**
 * The start is over: the settings are right, the schema fits and callers are listened to, so nothing can refuse it any more. What
 * works by itself begins with this event and not with the framework's own, after which a taken port may still end the process.
 */
public record Started() {}
