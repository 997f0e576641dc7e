package dev.longhaul.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DynamicTest;

/** Events that happen to one cluster, one test each, and the table that tells of them. */
final class Suite implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Suite.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final long seed;
    private final int jobs;
    private final List<Trial.Finding> findings = new ArrayList<>();

    private Suite(Cluster cluster, long seed, int jobs) {
        this.cluster = cluster;
        this.seed = seed;
        this.jobs = jobs;
    }

    /**
     * @param jobs how many jobs there are at least during each event
     */
    static Suite start(Path directory, int workers, int jobs) throws Exception {
        long seed = Long.getLong("chaos.seed", System.currentTimeMillis());
        LOG.infof("The seed is %d; -Dchaos.seed=%d draws the same lots", seed, seed);
        return new Suite(Cluster.start(directory, workers, Map.of()), seed, jobs);
    }

    /** For events that are drawn by lot. */
    long seed() {
        return seed;
    }

    /** One test for each event, in this order. */
    Stream<DynamicTest> tests(List<Event> events) {
        return events.stream()
                .map(event -> DynamicTest.dynamicTest(event.title(), () -> run(event)));
    }

    private void run(Event event) throws Exception {
        Trial.Finding finding = new Trial(cluster, jobs, PATIENCE, seed).of(event);
        findings.add(finding);
        assertThat(finding.verdict().violations()).isEmpty();
    }

    /** What was found so far. */
    Table table() {
        return new Table(List.copyOf(findings), seed);
    }

    /** Stops everything and writes the table to the log and into the build's folder. */
    @Override
    public void close() throws IOException {
        cluster.close();
        String markdown = table().markdown();
        LOG.infof("%n%s", markdown);
        Files.writeString(Path.of("target", "chaos.md"), markdown);
    }
}
