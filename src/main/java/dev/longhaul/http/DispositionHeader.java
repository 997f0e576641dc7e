package dev.longhaul.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Disposition} as callers send it (RFC 6266, RFC 7578).
 *
 * @param type {@code attachment} or {@code form-data}, for example; in lower case
 * @param parameters by their names in lower case, without quotes
 */
record DispositionHeader(String type, Map<String, String> parameters) {

    private static final Pattern PARAMETER =
            Pattern.compile(
                    ";\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;\"]*))\\s*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");
    private static final Pattern EXTENDED = Pattern.compile("(?i)utf-8'[^']*'(.*)");
    private static final int LONGEST_FILENAME = 255;

    static DispositionHeader read(String header) {
        int end = header.indexOf(';');
        String type = (end < 0 ? header : header.substring(0, end)).strip();
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(header);
        for (int from = end; from >= 0 && parameter.find(from); from = parameter.end()) {
            String value =
                    parameter.group(2) == null
                            ? parameter.group(3)
                            : ESCAPED.matcher(parameter.group(2)).replaceAll("$1");
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return new DispositionHeader(type.toLowerCase(Locale.ROOT), parameters);
    }

    /** The name of a field of a form. */
    Optional<String> name() {
        return Optional.ofNullable(parameters.get("name"));
    }

    /** What the file is called, without the folders that some clients send along. */
    Optional<String> filename() {
        return Optional.ofNullable(parameters.get("filename*"))
                .flatMap(DispositionHeader::decoded)
                .or(() -> Optional.ofNullable(parameters.get("filename")))
                .map(DispositionHeader::plain)
                .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."));
    }

    private static String plain(String path) {
        String name =
                path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                        .replaceAll("\\p{Cntrl}", "")
                        .strip();
        return name.length() <= LONGEST_FILENAME ? name : shortened(name);
    }

    /** Without half a character at its end. */
    private static String shortened(String name) {
        int end =
                Character.isHighSurrogate(name.charAt(LONGEST_FILENAME - 1))
                        ? LONGEST_FILENAME - 1
                        : LONGEST_FILENAME;
        return name.substring(0, end);
    }

    /** RFC 8187. Empty for what is not of that form. */
    private static Optional<String> decoded(String extended) {
        Matcher parts = EXTENDED.matcher(extended);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String encoded = parts.group(1);
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.write(encoded.charAt(i));
            } else if (encoded.substring(i).matches("%[0-9a-fA-F]{2}.*")) {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.toString(UTF_8));
    }
}
