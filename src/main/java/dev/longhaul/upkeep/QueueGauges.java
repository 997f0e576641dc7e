package dev.longhaul.upkeep;

import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.QueueStates;
import dev.longhaul.ledger.QueueStates.QueueState;
import dev.longhaul.queue.Queues;
import dev.longhaul.role.NotTheScheduler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Counts what waits and what runs in each queue, for who scales workers and who is called at night. Every scheduler
 * shows the same figures, which are those of the whole installation; where the database is away, none.
 */
@Singleton
class QueueGauges {

    private static final Logger LOG = Logger.getLogger(QueueGauges.class);

    private final QueueStates states;
    private final Queues queues;
    private final InstantSource clock;
    private final MultiGauge waiting;
    private final MultiGauge scheduled;
    private final MultiGauge running;
    private final MultiGauge oldest;

    QueueGauges(QueueStates states, Queues queues, InstantSource clock, MeterRegistry registry) {
        this.states = states;
        this.queues = queues;
        this.clock = clock;
        this.waiting =
                MultiGauge.builder("longhaul.queue.waiting")
                        .description("Jobs that could run now")
                        .register(registry);
        this.scheduled =
                MultiGauge.builder("longhaul.queue.scheduled")
                        .description("Jobs whose time has not come, retries among them")
                        .register(registry);
        this.running =
                MultiGauge.builder("longhaul.queue.running")
                        .description("Jobs that workers have")
                        .register(registry);
        this.oldest =
                MultiGauge.builder("longhaul.queue.oldest")
                        .description("For how long the longest waiting job could have run")
                        .baseUnit("seconds")
                        .register(registry);
    }

    @Scheduled(
            every = "${longhaul.upkeep.count-every:10s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = NotTheScheduler.class)
    void count() {
        try {
            show(states.of(queues.names()));
        } catch (LedgerUnavailable e) {
            LOG.debugf("Jobs could not be counted. (%s)", e.getMessage());
            show(List.of());
        }
    }

    private void show(List<QueueState> found) {
        Instant now = clock.instant();
        show(waiting, found, QueueState::waiting);
        show(scheduled, found, QueueState::scheduled);
        show(running, found, QueueState::running);
        show(oldest, found, queue -> age(queue, now));
    }

    private static void show(
            MultiGauge gauge, List<QueueState> found, ToDoubleFunction<QueueState> figure) {
        gauge.register(
                found.stream()
                        .map(queue ->
                                Row.of(Tags.of("queue", queue.name()), figure.applyAsDouble(queue)))
                        .toList(),
                true);
    }

    private static double age(QueueState queue, Instant now) {
        return queue.oldest()
                .map(since -> Math.max(0, Duration.between(since, now).toMillis()) / 1000.0)
                .orElse(0.0);
    }
}
