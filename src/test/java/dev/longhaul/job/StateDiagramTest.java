package dev.longhaul.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The diagram in docs/state-machine.md is that of the code. */
class StateDiagramTest {

    private static final Pattern ARROW = Pattern.compile("    (\\w+) --> (\\w+): (\\w+)");
    private static final Failure FAILURE = Failure.of("broken", 500, "It broke.");

    private static final List<JobEvent> EVENTS =
            List.of(
                    new JobEvent.Claimed(),
                    new JobEvent.CancelRequested(),
                    new JobEvent.Retried(),
                    new JobEvent.Succeeded(Optional.empty()),
                    new JobEvent.RetryScheduled(FAILURE, Duration.ZERO),
                    new JobEvent.Failed(FAILURE),
                    new JobEvent.Canceled(),
                    new JobEvent.HandedBack(),
                    new JobEvent.NotKnown(FAILURE, Duration.ofSeconds(1)),
                    new JobEvent.LeaseExpired(),
                    new JobEvent.WorkersLost(FAILURE));

    @Test
    void theDiagramShowsEachArrowOfTheCodeAndNoOther() throws IOException {
        Set<String> drawn =
                Files.readAllLines(Path.of("docs/state-machine.md")).stream()
                        .map(ARROW::matcher)
                        .filter(matcher -> matcher.matches())
                        .map(matcher -> arrow(matcher.group(1), matcher.group(2), matcher.group(3)))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> coded =
                EVENTS.stream()
                        .flatMap(event ->
                                Lifecycle.of(event).stream()
                                        .map(transition ->
                                                arrow(
                                                        transition.from().wireName(),
                                                        transition.to().wireName(),
                                                        event.getClass().getSimpleName())))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).isEqualTo(coded);
    }

    @Test
    void noEventIsForgottenHere() {
        assertThat(EVENTS.stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(
                        concrete(JobEvent.class).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(StateDiagramTest::concrete)
                : Stream.of(type);
    }

    private static String arrow(String from, String to, String event) {
        return from + " --> " + to + ": " + event;
    }
}
