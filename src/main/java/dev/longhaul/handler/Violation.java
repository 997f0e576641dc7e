package dev.longhaul.handler;

/**
 * One thing that is wrong with a caller's JSON.
 *
 * @param pointer where, an RFC 6901 pointer; for a missing member, where it should be
 * @param detail what is wrong and what would be right, to be read after the pointer
 */
public record Violation(String pointer, String detail) {}
