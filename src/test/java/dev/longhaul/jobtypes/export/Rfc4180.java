package dev.longhaul.jobtypes.export;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV by the letter of RFC 4180 and fails on everything else. Knows nothing of the encoder. */
final class Rfc4180 {

    private final String text;
    private int at;

    private Rfc4180(String text) {
        this.text = text;
    }

    static List<List<String>> read(String text) {
        return new Rfc4180(text).records();
    }

    private List<List<String>> records() {
        var records = new ArrayList<List<String>>();
        while (at < text.length()) {
            records.add(fields());
        }
        return records;
    }

    private List<String> fields() {
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(text.charAt(at) == '"' ? quoted() : plain());
            if (text.startsWith("\r\n", at)) {
                at += 2;
                return fields;
            }
            if (text.charAt(at++) != ',') {
                throw new AssertionError("neither a comma nor the end of the line at " + (at - 1));
            }
        }
    }

    private String plain() {
        int start = at;
        while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
            if (text.charAt(at) == '"' || text.charAt(at) == '\n') {
                throw new AssertionError("this has to be in quotes, at " + at);
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        var field = new StringBuilder();
        at++;
        while (true) {
            char character = text.charAt(at++);
            if (character == '"') {
                if (text.charAt(at) != '"') {
                    return field.toString();
                }
                at++;
            }
            field.append(character);
        }
    }
}
