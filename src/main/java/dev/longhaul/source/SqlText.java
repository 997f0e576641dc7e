package dev.longhaul.source;

/** PostgreSQL's lexical rules (manual §4.1), as far as they say where a parameter cannot be. */
final class SqlText {

    private SqlText() {}

    /** Where the literal, quoted name or comment that begins at {@code at} ends; {@code at} if none begins there. */
    static int skip(String text, int at) {
        char character = text.charAt(at);
        if (character == '\'') {
            return endOfQuoted(text, at, '\'', isEscapeString(text, at));
        } else if (character == '"') {
            return endOfQuoted(text, at, '"', false);
        } else if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            return endOfComment(text, at);
        } else if (character == '$'
                && (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))) {
            return endOfDollarQuoted(text, at);
        }
        return at;
    }

    static boolean startsComment(String text, int at) {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** {@code E'…'}: there a backslash takes the next character along. */
    private static boolean isEscapeString(String text, int at) {
        boolean prefixed = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
        return prefixed && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private static int endOfQuoted(String text, int at, char quote, boolean backslashes) {
        int next = at + 1;
        while (next < text.length()) {
            char character = text.charAt(next);
            if (character == '\\' && backslashes) {
                next++;
            } else if (character == quote) {
                if (next + 1 == text.length() || text.charAt(next + 1) != quote) {
                    return next + 1;
                }
                next++;
            }
            next++;
        }
        return text.length();
    }

    private static int endOfComment(String text, int at) {
        int depth = 0;
        int next = at;
        while (next < text.length()) {
            if (text.startsWith("/*", next)) {
                depth++;
                next += 2;
            } else if (text.startsWith("*/", next)) {
                depth--;
                next += 2;
                if (depth == 0) {
                    return next;
                }
            } else {
                next++;
            }
        }
        return text.length();
    }

    private static int endOfDollarQuoted(String text, int at) {
        int tagEnd = text.indexOf('$', at + 1);
        if (tagEnd < 0 || !text.substring(at + 1, tagEnd).matches("([A-Za-z_][A-Za-z0-9_]*)?")) {
            return at;
        }
        String tag = text.substring(at, tagEnd + 1);
        int end = text.indexOf(tag, tagEnd + 1);
        return end < 0 ? text.length() : end + tag.length();
    }

    /** A colon and a letter, unless the colon is half of a cast ({@code ::}) or of a slice of an array. */
    static boolean startsParameter(String text, int at) {
        return text.charAt(at) == ':'
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1))
                && (at == 0
                        || (text.charAt(at - 1) != ':'
                                && !Character.isJavaIdentifierPart(text.charAt(at - 1))));
    }

    static int endOfName(String text, int start) {
        int end = start;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }
}
