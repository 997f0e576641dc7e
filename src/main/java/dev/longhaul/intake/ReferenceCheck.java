package dev.longhaul.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.JobDefinition;
import dev.longhaul.handler.Violation;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at what a request refers to that is refused anyhow, so that its caller hears of that too. */
@Singleton
class ReferenceCheck {

    private final ReferredResults results;
    private final Uploads uploads;

    ReferenceCheck(ReferredResults results, Uploads uploads) {
        this.results = results;
        this.uploads = uploads;
    }

    /**
     * What is wrong with references that are written as they should be. That nothing refers to a part is not said: that may be
     * for what else is wrong.
     *
     * @param wrong what is known to be wrong with the request
     * @param parts the names of what came along
     * @throws LedgerUnavailable if the database is away
     */
    List<Violation> check(
            String owner,
            JobDefinition<?> type,
            JsonNode request,
            List<Violation> wrong,
            Set<String> parts) {
        JsonNode parameters = request.path("parameters");
        var files = new ReferredFiles(request, sound(type.fileReferences(parameters), wrong));
        Map<FileId, Upload> earlier =
                files.isEmpty() ? Map.of() : uploads.find(files.ids(parts), owner);
        List<Violation> violations = new ArrayList<>(files.checkNames(parts, earlier));
        violations.addAll(
                results.check(request, sound(type.resultReferences(parameters), wrong), owner));
        return violations;
    }

    private static List<String> sound(List<String> references, List<Violation> wrong) {
        return references.stream()
                .filter(pointer ->
                        wrong.stream()
                                .noneMatch(
                                        violation -> violation.isWithin("/parameters" + pointer)))
                .toList();
    }
}
