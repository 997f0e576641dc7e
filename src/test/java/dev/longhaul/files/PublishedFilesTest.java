package dev.longhaul.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.job.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFilesTest {

    @TempDir Path results;

    private PublishedFiles<AttemptFile> published() {
        return new PublishedFolders<>(results, AttemptFile::parse, AttemptFile::key);
    }

    private List<AttemptFile> publish(int count) throws IOException {
        List<AttemptFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var file = new AttemptFile(JobId.create(Instant.now(), new SecureRandom()), 1);
            Files.createDirectories(results.resolve(file.folder()));
            Files.createFile(results.resolve(file.key()));
            files.add(file);
        }
        return files;
    }

    @Test
    void itComesPastEachFileOnceInStepsAndThenBeginsAnew() throws IOException {
        List<AttemptFile> files = publish(1000);
        try (var published = published()) {
            for (int round = 0; round < 2; round++) {
                List<AttemptFile> seen = new ArrayList<>();
                for (int step = 0; step < 3; step++) {
                    List<AttemptFile> next = published.next(300);
                    assertThat(next).hasSize(300);
                    seen.addAll(next);
                }
                assertThat(published.next(300)).hasSize(100).allMatch(seen::add);
                assertThat(seen).containsExactlyInAnyOrderElementsOf(files);
            }
        }
    }

    @Test
    void whatNoAttemptPublishedIsPassedBy() throws IOException {
        AttemptFile misplaced = publish(1).getFirst();
        Files.createDirectories(results.resolve("00"));
        Files.createDirectories(results.resolve("notes"));
        Files.createFile(results.resolve("00/readme.txt"));
        Files.createFile(results.resolve("notes").resolve(misplaced.name()));
        Files.move(
                results.resolve(misplaced.key()),
                results.resolve("00").resolve(misplaced.name() + "0.bak"));
        try (var published = published()) {
            assertThat(published.next(10)).isEmpty();
        }
    }

    @Test
    void anEmptyStoreHasNone() throws IOException {
        try (var published = published()) {
            assertThat(published.next(10)).isEmpty();
        }
    }
}
