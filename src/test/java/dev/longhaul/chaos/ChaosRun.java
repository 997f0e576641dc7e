package dev.longhaul.chaos;

import dev.longhaul.local.ExternalDatabase.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every event for as long as it takes to believe it, by {@code make chaos}. Its table is the one in docs/reliability.md.
 */
@NullUnmarked
class ChaosRun {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static Suite suite;

    @BeforeAll
    static void start() throws Exception {
        suite = Suite.start(directory, 3, 300);
    }

    @AfterAll
    static void stop() throws Exception {
        suite.close();
        var page = Optional.ofNullable(System.getProperty("chaos.page")).map(Path::of);
        if (page.isPresent()) {
            suite.table().keepIn(page.get());
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLostAndNothingHappensTwice() {
        return suite.tests(
                List.of(
                        new Event.WorkersKilled(20),
                        new Event.WorkerStalled(),
                        new Event.BrokerKilled(false),
                        new Event.BrokerKilled(true),
                        new Event.DatabaseRestarted(Stop.IMMEDIATE),
                        new Event.DatabaseRestarted(Stop.FAST),
                        new Event.ConnectionsEnded(10),
                        new Event.WebKilled(5),
                        new Event.NobodyAnnounces(100),
                        new Event.DiskFull(),
                        new Event.AllAtRandom(
                                Duration.ofMinutes(Long.getLong("chaos.minutes", 10)),
                                suite.seed())));
    }
}
