package dev.longhaul;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.longhaul.handler.JobHandler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which room may use which, and which room a framework is at home in. The table is that of docs/architecture.md. */
class ArchitectureTest {

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.longhaul");

    /** Room, what it may use, why no more. */
    private record Room(List<String> mayUse, String because) {}

    private static final Map<String, Room> ROOMS =
            Map.ofEntries(
                    Map.entry(
                            "job",
                            new Room(
                                    List.of(),
                                    "the life of a job is pure values that everything else builds on")),
                    Map.entry("queue", new Room(List.of("job"), "queues and limits are settings")),
                    Map.entry("role", new Room(List.of(), "what a process does is a setting")),
                    Map.entry(
                            "security",
                            new Room(
                                    List.of("job"),
                                    "who calls does not depend on what they call for")),
                    Map.entry(
                            "handler",
                            new Room(
                                    List.of("job"),
                                    "authors of job types need not know the engine")),
                    Map.entry(
                            "ledger",
                            new Room(
                                    List.of("job"),
                                    "the truth does not depend on who reads or writes it")),
                    Map.entry(
                            "files",
                            new Room(List.of("job", "s3"), "bytes lie the same whoever made them")),
                    Map.entry(
                            "s3", new Room(List.of(), "a store does not know what it is used for")),
                    Map.entry(
                            "source",
                            new Room(
                                    List.of(),
                                    "other people's databases have nothing to do with ours")),
                    Map.entry(
                            "outbound",
                            new Room(
                                    List.of("handler", "job"),
                                    "what is asked of the world does not depend on why")),
                    Map.entry(
                            "intake",
                            new Room(
                                    List.of(
                                            "handler",
                                            "ledger",
                                            "dispatch",
                                            "files",
                                            "job",
                                            "queue",
                                            "role",
                                            "notice"),
                                    "accepting does not run anything")),
                    Map.entry(
                            "dispatch",
                            new Room(
                                    List.of("execution", "ledger", "job"),
                                    "a message is only a wake-up")),
                    Map.entry(
                            "execution",
                            new Room(
                                    List.of("handler", "ledger", "files", "job", "queue", "role"),
                                    "running sends no messages and answers no callers")),
                    Map.entry(
                            "upkeep",
                            new Room(
                                    List.of(
                                            "ledger",
                                            "dispatch",
                                            "files",
                                            "job",
                                            "queue",
                                            "role",
                                            "source",
                                            "handler",
                                            "notice"),
                                    "duties repair, they do not run jobs")),
                    Map.entry(
                            "watch",
                            new Room(
                                    List.of("ledger", "job"),
                                    "who waits sees what the ledger has, and changes nothing")),
                    Map.entry(
                            "schedule",
                            new Room(
                                    List.of("intake", "ledger", "handler", "job", "role"),
                                    "what recurs is accepted as what callers send")),
                    Map.entry(
                            "http",
                            new Room(
                                    List.of(
                                            "intake",
                                            "ledger",
                                            "files",
                                            "watch",
                                            "schedule",
                                            "handler",
                                            "job",
                                            "queue",
                                            "role",
                                            "security",
                                            "notice"),
                                    "the contract has no rules of its own")),
                    Map.entry(
                            "jobtypes.export",
                            new Room(
                                    List.of("handler", "source", "files", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "jobtypes.archive",
                            new Room(List.of("handler", "job"), "job types do not see each other")),
                    Map.entry(
                            "jobtypes.feed",
                            new Room(
                                    List.of("handler", "outbound", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "jobtypes.image",
                            new Room(
                                    List.of("handler", "outbound", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "jobtypes.upload",
                            new Room(
                                    List.of("handler", "s3", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "jobtypes.email",
                            new Room(
                                    List.of("handler", "mail", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "notice",
                            new Room(
                                    List.of(
                                            "mail",
                                            "outbound",
                                            "ledger",
                                            "files",
                                            "handler",
                                            "job"),
                                    "whoever is told of a job has no part in it")),
                    Map.entry(
                            "mail",
                            new Room(List.of(), "a message is sent the same whoever wrote it")),
                    Map.entry(
                            "jobtypes.report",
                            new Room(
                                    List.of("handler", "source", "files", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "jobtypes.sample",
                            new Room(
                                    List.of("handler", "source", "files", "job"),
                                    "job types do not see each other")),
                    Map.entry(
                            "local", new Room(List.of(""), "the embedded parts can be left out")));

    @TestFactory
    List<DynamicTest> eachRoomUsesOnlyWhatItMay() {
        var tests = new ArrayList<DynamicTest>();
        ROOMS.forEach((name, room) ->
                tests.add(
                        DynamicTest.dynamicTest(
                                name,
                                () -> {
                                    String[] forbidden =
                                            ROOMS.keySet().stream()
                                                    .filter(other ->
                                                            !other.equals(name)
                                                                    && !room.mayUse()
                                                                            .contains(other))
                                                    .map(other -> "dev.longhaul." + other)
                                                    .toArray(String[]::new);
                                    noClasses()
                                            .that()
                                            .resideInAPackage("dev.longhaul." + name)
                                            .should()
                                            .dependOnClassesThat()
                                            .resideInAnyPackage(forbidden)
                                            .because(room.because())
                                            .check(CODE);
                                })));
        return tests;
    }

    @Test
    void noRoomIsMissingFromTheTable() {
        String[] rooms =
                ROOMS.keySet().stream().map(room -> "dev.longhaul." + room).toArray(String[]::new);
        classes()
                .that()
                .resideOutsideOfPackage("dev.longhaul")
                .should()
                .resideInAnyPackage(rooms)
                .because("a new room says first what it may use")
                .check(CODE);
    }

    @TestFactory
    List<DynamicTest> frameworksStayInTheirRooms() {
        return List.of(
                atHome(
                        "jakarta.ws.rs..",
                        "resources and problems are all that speaks HTTP",
                        "http"),
                atHome(
                        "org.eclipse.microprofile.reactive.messaging..",
                        "messages are sent and heard in one place",
                        "dispatch"),
                atHome(
                        "java.sql..",
                        "SQL stands beside its tables, or reads other people's databases",
                        "",
                        "ledger",
                        "source",
                        "local",
                        "execution",
                        "upkeep",
                        "schedule"),
                atHome("jakarta.persistence..", "rows belong to the ledger", "ledger", "execution"),
                atHome(
                        "io.quarkus.scheduler..",
                        "timed duties have rooms of their own",
                        "upkeep",
                        "schedule",
                        "role"),
                atHome("org.flywaydb..", "the ledger keeps its own schema", "ledger"),
                atHome("com.cronutils..", "only schedules recur", "schedule"),
                atHome("io.vertx.ext.mail..", "who sends mail need not know how", "mail"),
                atHome("io.quarkus.mailer..", "who sends mail need not know how", "mail"),
                atHome(
                        "org.apache.hc..",
                        "every address that a caller names is checked in one place",
                        "outbound"),
                atHome("javax.imageio..", "pictures are unpacked in one place", "jobtypes.image"),
                atHome("software.amazon..", "stores are spoken to in one place", "s3"),
                atHome("org.yaml..", "only files of datasets and reports are YAML", "source"));
    }

    private static DynamicTest atHome(String framework, String because, String... rooms) {
        String[] packages =
                List.of(rooms).stream()
                        .map(room -> room.isEmpty() ? "dev.longhaul" : "dev.longhaul." + room)
                        .toArray(String[]::new);
        ArchRule rule =
                noClasses()
                        .that()
                        .resideOutsideOfPackages(packages)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(framework)
                        .because(because);
        return DynamicTest.dynamicTest(framework, () -> rule.check(CODE));
    }

    @Test
    void allSettingsAreLookedAtBeforeTheStart() {
        assertThat(
                        CODE.stream()
                                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                                .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(
                        KnownSettings.MAPPINGS.stream().map(Class::getName).toList());
    }

    @Test
    void everyHandlerIsKeptByNativeImages() {
        classes()
                .that()
                .implement(JobHandler.class)
                .should()
                .beAnnotatedWith(RegisterForReflection.class)
                .because("a native image forgets records that are only read by reflection")
                .check(CODE);
    }

    @Test
    void nobodyReadsTheTimeBesideTheClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests set the time, they do not wait for it")
                .check(CODE);
    }
}
