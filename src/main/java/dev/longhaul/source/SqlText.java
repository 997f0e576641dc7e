package dev.longhaul.source;

/** The lexical rules of each kind of database, as far as they say where a parameter cannot be. */
enum SqlText {
    /** Manual §4.1: nested comments, dollar quotes, backslashes in {@code E'…'} only. */
    POSTGRESQL {
        @Override
        int skip(String text, int at) {
            char character = text.charAt(at);
            if (character == '\'') {
                return endOfQuoted(text, at, isEscapeString(text, at));
            } else if (character == '"') {
                return endOfQuoted(text, at, false);
            } else if (text.startsWith("--", at)) {
                return endOfLine(text, at);
            } else if (text.startsWith("/*", at)) {
                return endOfNestedComment(text, at);
            } else if (character == '$'
                    && (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))) {
                return endOfDollarQuoted(text, at);
            }
            return at;
        }

        @Override
        boolean startsComment(String text, int at) {
            return text.startsWith("--", at) || text.startsWith("/*", at);
        }
    },
    /**
     * Of MariaDB and MySQL: backslashes in all strings, names in backticks, {@code #} begins a comment, and {@code --}
     * only with white space behind it.
     */
    MARIADB {
        @Override
        int skip(String text, int at) {
            char character = text.charAt(at);
            if (character == '\'' || character == '"') {
                return endOfQuoted(text, at, true);
            } else if (character == '`') {
                return endOfQuoted(text, at, false);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                return end < 0 ? text.length() : end + 2;
            } else if (startsComment(text, at)) {
                return endOfLine(text, at);
            }
            return at;
        }

        @Override
        boolean startsComment(String text, int at) {
            boolean twoDashes = text.startsWith("--", at);
            return text.charAt(at) == '#'
                    || text.startsWith("/*", at)
                    || (twoDashes && (at + 2 == text.length() || text.charAt(at + 2) <= ' '));
        }
    };

    /** Where the literal, quoted name or comment that begins at {@code at} ends; {@code at} if none begins there. */
    abstract int skip(String text, int at);

    abstract boolean startsComment(String text, int at);

    /** {@code E'…'}: there a backslash takes the next character along. */
    private static boolean isEscapeString(String text, int at) {
        boolean prefixed = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
        return prefixed && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private static int endOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static int endOfQuoted(String text, int at, boolean backslashes) {
        char quote = text.charAt(at);
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

    private static int endOfNestedComment(String text, int at) {
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
