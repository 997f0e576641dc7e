package dev.longhaul.clients;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import dev.longhaul.clients.AzurePoller.Ending;
import dev.longhaul.clients.AzurePoller.Outcome;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The pollers of a cloud's SDK. Whichever of them knows of {@code Operation-Location} needs nothing else; the others are
 * here to show what becomes of them.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureCoreTest {

    private static final String QUEUE = "narrow";
    private static final String NOTHING = "{\"type\": \"no-op\"}";

    @TestHTTPResource URI service;

    private final Map<String, Map<AzureStrategy, Ending>> seen = new HashMap<>();

    private Map<AzureStrategy, Ending> succeed() throws Exception {
        return endings("succeeds", JobsInAllStates.EXPORT, _ -> {});
    }

    private Map<AzureStrategy, Ending> succeedWithNothing() throws Exception {
        return endings("succeeds, nothing to fetch", NOTHING, _ -> {});
    }

    private Map<AzureStrategy, Ending> fail() throws Exception {
        return endings("fails", JobsInAllStates.FAILING_EXPORT, _ -> {});
    }

    private Map<AzureStrategy, Ending> cancel() throws Exception {
        return endings(
                "is canceled",
                JobsInAllStates.LONG_JOB,
                job -> when().post("/jobs/" + job + "/cancel").then().statusCode(202));
    }

    /** Each poller looks before its job can begin, and then goes on until it takes it to be at its end. */
    private Map<AzureStrategy, Ending> endings(
            String what, String request, Consumer<String> meanwhile) throws Exception {
        if (!seen.containsKey(what)) {
            var pollers = new LinkedHashMap<AzureStrategy, AzurePoller>();
            whileNothingBegins(() -> {
                for (AzureStrategy strategy : AzureStrategy.ofTheOperation()) {
                    AzurePoller poller = poller(strategy, Redirect.NEVER, queued(request));
                    assertThat(poller.look()).isEqualTo("NOT_STARTED");
                    pollers.put(strategy, poller);
                    meanwhile.accept(poller.job());
                }
                return pollers;
            });
            seen.put(what, ends(what, pollers));
        }
        return seen.get(what);
    }

    private static Map<AzureStrategy, Ending> ends(
            String what, Map<AzureStrategy, AzurePoller> pollers) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new LinkedHashMap<AzureStrategy, Future<Ending>>();
            pollers.forEach((strategy, poller) ->
                    ends.put(strategy, threads.submit(() -> poller.end(what))));
            var endings = new LinkedHashMap<AzureStrategy, Ending>();
            for (var end : ends.entrySet()) {
                endings.put(end.getKey(), end.getValue().get());
            }
            return endings;
        }
    }

    private static <T> T whileNothingBegins(Callable<T> action) throws Exception {
        when().post("/queues/" + QUEUE + "/pause").then().statusCode(200);
        try {
            return action.call();
        } finally {
            when().post("/queues/" + QUEUE + "/resume").then().statusCode(200);
        }
    }

    private static String queued(String request) {
        return request.replaceFirst("\\{", "{\"queue\": \"" + QUEUE + "\", ");
    }

    private AzurePoller poller(AzureStrategy strategy, Redirect redirects, String request) {
        return new AzurePoller(strategy, redirects, service.resolve("/jobs"), request);
    }

    private static String digest(Ending ending) {
        return Jobs.status("/jobs/" + ending.job().id()).getString("result.sha256");
    }

    @Test
    void whoKnowsOfTheOperationIsHandedTheFile() throws Exception {
        assertThat(succeed().values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("SUCCESSFULLY_COMPLETED");
                    assertThat(ending.result())
                            .isInstanceOfSatisfying(
                                    Outcome.Handed.class,
                                    handed ->
                                            assertThat(Sighting.sha256(handed.file().toBytes()))
                                                    .isEqualTo(digest(ending)));
                });
    }

    @Test
    void whoKnowsOfTheOperationHearsThatItFailed() throws Exception {
        assertThat(fail().values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("FAILED");
                    assertThat(ending.result()).isInstanceOf(Outcome.Refused.class);
                });
    }

    @Test
    void whoKnowsOfTheOperationHearsThatItWasCanceled() throws Exception {
        assertThat(cancel().values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("USER_CANCELLED");
                    assertThat(ending.result()).isInstanceOf(Outcome.Refused.class);
                });
    }

    @Test
    void whoKnowsOfTheOperationIsHandedNothingWhereThereIsNothing() throws Exception {
        assertThat(succeedWithNothing().values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("SUCCESSFULLY_COMPLETED");
                    assertThat(ending.result()).isEqualTo(new Outcome.Nothing());
                });
    }

    @Test
    void theGuideShowsHowTheyEnd() throws Exception {
        var rows = new GuideTable.Rows();
        for (Map<AzureStrategy, Ending> endings :
                List.of(succeed(), succeedWithNothing(), fail(), cancel())) {
            for (var ending : endings.entrySet()) {
                add(rows, ending.getKey().name(), ending.getValue());
            }
        }
        for (AzureStrategy strategy : AzureStrategy.ofTheLocation()) {
            add(rows, strategy.name(), early(strategy));
        }
        for (Redirect redirects : List.of(Redirect.NEVER, Redirect.NORMAL)) {
            for (AzureStrategy strategy : AzureStrategy.ofTheLocation()) {
                add(
                        rows,
                        strategy.name() + ", redirects `" + redirects + "`",
                        late(strategy, redirects));
            }
        }
        for (AzureStrategy strategy : AzureStrategy.ofTheFirstAnswer()) {
            add(rows, strategy.name(), early(strategy));
        }
        new GuideTable(
                        "azure-core",
                        List.of("job", "strategies", "ask", "end as", "`getFinalResult()`"),
                        rows)
                .assertInGuide();
    }

    /** The poller is at its end before its job can begin. */
    private Ending early(AzureStrategy strategy) throws Exception {
        return whileNothingBegins(
                () -> poller(strategy, Redirect.NEVER, queued(NOTHING)).end("waits"));
    }

    /** The poller looks for the first time when its job has succeeded. */
    private Ending late(AzureStrategy strategy, Redirect redirects) {
        AzurePoller poller = poller(strategy, redirects, JobsInAllStates.EXPORT);
        Jobs.awaitEnd("/jobs/" + poller.job());
        return poller.end("succeeded before the first look");
    }

    private static void add(GuideTable.Rows rows, String who, Ending ending) throws Exception {
        String asked =
                ending.asked().stream()
                        .map(url -> "`" + url.replace(ending.job().id(), "{id}") + "`")
                        .collect(Collectors.joining(", "));
        rows.add(
                ending.job().state(),
                who,
                List.of(asked, "`" + ending.status() + "`", words(ending)));
    }

    private static String words(Ending ending) throws Exception {
        return switch (ending.result()) {
            case Outcome.Refused(String exception, String message) ->
                    "`" + exception + "`: " + message;
            case Outcome.Nothing() -> "nothing";
            case Outcome.Handed(var file) ->
                    Sighting.content(
                            file.toBytes(),
                            new Subject(
                                    "", ending.job().id(), Optional.ofNullable(digest(ending))));
        };
    }
}
