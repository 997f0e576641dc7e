package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.Upload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The files that a request refers to: by the names of parts that came with it, or by the ids of files that its owner brought
 * before.
 */
final class ReferredFiles {

    private final JsonNode request;

    /** What each reference says, by its pointer in the request. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * @param pointers of the references, each an object with a member {@code file}, in the parameters of the request
     */
    ReferredFiles(JsonNode request, List<String> pointers) {
        this.request = request;
        for (String pointer : pointers) {
            String full = "/parameters" + pointer;
            names.put(full, request.at(full).path("file").asText());
        }
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The ids among the names, of files that came before. */
    Set<FileId> ids(Set<String> parts) {
        Set<FileId> ids = new LinkedHashSet<>();
        for (String name : names.values()) {
            if (!parts.contains(name)) {
                FileId.parse(name).ifPresent(ids::add);
            }
        }
        return ids;
    }

    /**
     * What is wrong with the references: they lead to nothing, or not to each part.
     *
     * @param earlier the files of the owner's that came before
     */
    List<Violation> check(Set<String> parts, Map<FileId, Upload> earlier) {
        List<Violation> violations = checkNames(parts, earlier);
        if (!violations.isEmpty()) {
            // The part may be what a wrong name was to be.
            return violations;
        }
        for (String part : parts) {
            if (!names.containsValue(part)) {
                violations.add(
                        new Violation(
                                "/parameters",
                                "must refer to the part '%1$s' as {\"file\": \"%1$s\"} where a file is wanted, or come without it"
                                        .formatted(part)));
            }
        }
        return violations;
    }

    /** What is wrong with the references alone. */
    List<Violation> checkNames(Set<String> parts, Map<FileId, Upload> earlier) {
        List<Violation> violations = new ArrayList<>();
        names.forEach((pointer, name) -> {
            if (!parts.contains(name)
                    && FileId.parse(name).filter(earlier::containsKey).isEmpty()) {
                violations.add(new Violation(pointer + "/file", unknown(name, parts)));
            }
        });
        return violations;
    }

    private static String unknown(String name, Set<String> parts) {
        return parts.isEmpty()
                ? "must be the id of a file of yours, which POST /files gives; you have no file '"
                        + name
                        + "'"
                : "must be the name of a part that came along, or the id of a file of yours; there is no '"
                        + name
                        + "', and the parts are: "
                        + String.join(", ", parts);
    }

    /** All the files, by what the references call them. */
    Map<String, Upload> byName(Map<String, Upload> brought, Map<FileId, Upload> earlier) {
        Map<String, Upload> files = new HashMap<>();
        for (String name : names.values()) {
            Optional.ofNullable(brought.get(name))
                    .or(() -> FileId.parse(name).map(earlier::get))
                    .ifPresent(file -> files.put(name, file));
        }
        return files;
    }

    /** The request with something else in place of what the references say. */
    JsonNode rewritten(Map<String, Upload> files, Function<Upload, String> replacement) {
        JsonNode copy = request.deepCopy();
        names.forEach((pointer, name) -> {
            Upload file = files.get(name);
            if (file != null && copy.at(pointer) instanceof ObjectNode reference) {
                reference.put("file", replacement.apply(file));
            }
        });
        return copy;
    }
}
