package dev.longhaul.ledger;

import static org.flywaydb.core.api.MigrationState.FUTURE_SUCCESS;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/**
 * How far the schema of the database is, beside what this program would make of it.
 *
 * @param version the latest that was applied; empty if none was
 * @param pending the migrations that the schema lacks, by the names of their files
 * @param isLater whether a later version of this program migrated it
 */
record SchemaHistory(String version, List<String> pending, boolean isLater) {

    static SchemaHistory of(MigrationInfoService info) {
        List<MigrationInfo> applied = List.of(info.applied());
        List<MigrationInfo> pending = List.of(info.pending());
        List<MigrationInfo> lacking =
                pending.stream().filter(each -> !wasReplaced(each, applied)).toList();
        return new SchemaHistory(
                Optional.ofNullable(info.current())
                        .map(MigrationInfo::getVersion)
                        .map(MigrationVersion::toString)
                        .orElse(""),
                lacking.stream().map(each -> fileName(each.getScript())).toList(),
                applied.stream().anyMatch(each -> each.getState() == FUTURE_SUCCESS)
                        || (lacking.isEmpty() && !pending.isEmpty()));
    }

    /** A repeatable migration that was applied once and is not what was applied last was replaced by a later one. */
    private static boolean wasReplaced(MigrationInfo migration, List<MigrationInfo> applied) {
        return migration.isRepeatable()
                && applied.stream()
                        .filter(MigrationInfo::isRepeatable)
                        .filter(each -> each.getDescription().equals(migration.getDescription()))
                        .anyMatch(each ->
                                Objects.equals(
                                        each.getAppliedChecksum(),
                                        migration.getResolvedChecksum()));
    }

    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
