package dev.longhaul.handler;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that is wrong with a caller's JSON.
 *
 * @param pointer where, an RFC 6901 pointer; for a missing member, where it should be
 * @param detail what is wrong and what would be right, to be read after the pointer
 */
@Schema(name = "Violation", description = "One thing that is wrong with the request.")
public record Violation(
        @Schema(
                        description =
                                "Where, an RFC 6901 pointer; for a missing member, where it should be.")
                String pointer,
        @Schema(description = "What is wrong and what would be right.") String detail) {

    /** Whether it is about what a pointer leads to, or about something in it. */
    public boolean isWithin(String place) {
        return pointer.equals(place) || pointer.startsWith(place + "/");
    }
}
