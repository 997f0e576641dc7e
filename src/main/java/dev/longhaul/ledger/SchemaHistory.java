package dev.longhaul.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
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
        List<MigrationInfo> all = List.of(info.all());
        return new SchemaHistory(
                Optional.ofNullable(info.current())
                        .map(MigrationInfo::getVersion)
                        .map(MigrationVersion::toString)
                        .orElse(""),
                Arrays.stream(info.pending()).map(MigrationInfo::getScript).toList(),
                all.stream()
                        .anyMatch(migration ->
                                migration.getState() == MigrationState.FUTURE_SUCCESS
                                        || wasReplaced(migration, all)));
    }

    /** A repeatable migration that was applied once and is not what was applied last was replaced by a later one. */
    private static boolean wasReplaced(MigrationInfo migration, List<MigrationInfo> all) {
        return migration.isRepeatable()
                && migration.getState() == MigrationState.PENDING
                && all.stream()
                        .filter(MigrationInfo::isApplied)
                        .filter(MigrationInfo::isRepeatable)
                        .filter(applied ->
                                applied.getDescription().equals(migration.getDescription()))
                        .anyMatch(applied ->
                                Objects.equals(
                                        applied.getAppliedChecksum(),
                                        migration.getResolvedChecksum()));
    }
}
