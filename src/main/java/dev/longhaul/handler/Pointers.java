package dev.longhaul.handler;

import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.Path;

/** Writes RFC 6901 pointers for what the libraries found in their own ways. */
final class Pointers {

    private Pointers() {}

    /** One step, with its slash. */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Where a constraint of Bean Validation is violated. */
    static String of(Path path) {
        var pointer = new StringBuilder();
        path.forEach(node -> {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append(step(node.getKey().toString()));
            }
            // Elements of containers have names like <list element>, which are nowhere in the JSON.
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append(step(node.getName()));
            }
        });
        return pointer.toString();
    }

    /** Where Jackson could not read on. */
    static String of(JsonMappingException failure) {
        var pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() != null) {
                pointer.append(step(step.getFieldName()));
            } else if (step.getIndex() >= 0) {
                pointer.append('/').append(step.getIndex());
            }
        }
        return pointer.toString();
    }
}
