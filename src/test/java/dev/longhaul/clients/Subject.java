package dev.longhaul.clients;

import java.util.Optional;

/**
 * A job to look at.
 *
 * @param state what the guide says of it
 * @param sha256 of its result, if it has one
 */
record Subject(String state, String id, Optional<String> sha256) {

    static Subject without(String state, String id) {
        return new Subject(state, id, Optional.empty());
    }
}
