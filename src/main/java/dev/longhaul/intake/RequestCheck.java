package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.JobCatalog;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.Violation;
import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds all that is wrong with a request and can be told without the database. */
@Singleton
class RequestCheck {

    private final SubmissionReader reader;
    private final JobCatalog catalog;
    private final Roles roles;

    RequestCheck(SubmissionReader reader, JobCatalog catalog, Roles roles) {
        this.reader = reader;
        this.catalog = catalog;
        this.roles = roles;
    }

    /**
     * All violations, with pointers into the request.
     *
     * @param definition of the type that the request names, if there is one: its parameters are checked too
     */
    List<Violation> check(String owner, Optional<JobDefinition<?>> definition, JsonNode request) {
        List<Violation> violations = new ArrayList<>(Storable.check(request));
        if (violations.isEmpty()) {
            violations.addAll(reader.check(request, owner));
            definition.flatMap(this::checkMeans).ifPresent(violations::add);
            definition.ifPresent(type -> violations.addAll(checkParameters(type, request)));
        }
        return List.copyOf(violations);
    }

    /** What is wrong with a type that there is not. */
    Violation unknownType(String type) {
        return new Violation(
                "/type",
                "must be one of the job types "
                        + String.join(", ", catalog.names())
                        + ", not '"
                        + type
                        + "'");
    }

    /** Whoever runs jobs may get this one. Others do not know what the workers have. */
    private Optional<Violation> checkMeans(JobDefinition<?> type) {
        return roles.include(Role.WORKER)
                ? type.handler()
                        .missing()
                        .map(why -> new Violation("/type", "must be another: " + why))
                : Optional.empty();
    }

    private static List<Violation> checkParameters(JobDefinition<?> type, JsonNode request) {
        JsonNode parameters = request.path("parameters");
        if (parameters.isMissingNode() || parameters.isNull()) {
            return type.check(JsonNodeFactory.instance.objectNode(), "/parameters");
        }
        // What is no object was refused as such already.
        return parameters.isObject() ? type.check(parameters, "/parameters") : List.of();
    }
}
