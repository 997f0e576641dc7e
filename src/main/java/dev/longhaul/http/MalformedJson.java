package dev.longhaul.http;

/** The body is not JSON. The message says where it stops being so. */
class MalformedJson extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message);
    }
}
