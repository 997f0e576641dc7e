package dev.longhaul.chaos;

import dev.longhaul.local.ExternalDatabase.Stop;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The events that differ most, once each and with few jobs: a minute or so. {@link ChaosRun} has all, and takes its time. */
@NullUnmarked
class ChaosIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static Suite suite;

    @BeforeAll
    static void start() throws Exception {
        suite = Suite.start(directory, 2, 20);
    }

    @AfterAll
    static void stop() throws Exception {
        suite.close();
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLostAndNothingHappensTwice() {
        return suite.tests(
                List.of(
                        new Event.WorkersKilled(2),
                        new Event.WorkerStalled(),
                        new Event.BrokerKilled(true),
                        new Event.DatabaseRestarted(Stop.IMMEDIATE),
                        new Event.WebKilled(1),
                        new Event.NobodyAnnounces(10),
                        new Event.DiskFull()));
    }
}
