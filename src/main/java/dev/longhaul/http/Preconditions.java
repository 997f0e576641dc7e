package dev.longhaul.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code If-Match} and {@code If-None-Match} come to when something is read (RFC 9110 §13.2.2). */
enum Preconditions {
    /** Answer as if nothing had been asked. */
    HOLD,
    /** {@code 304}: the caller has it. */
    NOT_MODIFIED,
    /** {@code 412}: it is not what the caller has. */
    FAILED;

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

    /**
     * @param tag of what would be sent; a strong one
     */
    static Preconditions of(HttpHeaders request, EntityTag tag) {
        List<String> match = request.getRequestHeader(HttpHeaders.IF_MATCH);
        if (match != null && !match.isEmpty() && !names(match, tag.getValue()::equals, false)) {
            return FAILED;
        }
        List<String> noneMatch = request.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        return noneMatch != null && names(noneMatch, tag.getValue()::equals, true)
                ? NOT_MODIFIED
                : HOLD;
    }

    /**
     * Whether what is there may be written over or removed.
     *
     * @param isCurrent whether a tag is of what is there; empty if nothing is
     */
    static boolean allowWriting(HttpHeaders request, Optional<Predicate<String>> isCurrent) {
        List<String> match = request.getRequestHeader(HttpHeaders.IF_MATCH);
        if (match != null
                && !match.isEmpty()
                && isCurrent.filter(tag -> names(match, tag, false)).isEmpty()) {
            return false;
        }
        List<String> noneMatch = request.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        return noneMatch == null || isCurrent.filter(tag -> names(noneMatch, tag, true)).isEmpty();
    }

    /**
     * @param weakly whether a weak tag of the caller's will do
     */
    private static boolean names(List<String> lists, Predicate<String> isCurrent, boolean weakly) {
        String list = String.join(",", lists);
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(list);
        while (tags.find()) {
            if (isCurrent.test(tags.group(2)) && (weakly || tags.group(1) == null)) {
                return true;
            }
        }
        return false;
    }
}
