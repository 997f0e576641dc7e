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
import java.util.ArrayList;
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

/**
 * The pollers of a cloud's SDK. Whichever of them knows of {@code Operation-Location} needs nothing else; the others are
 * here to show what becomes of them.
 */
@QuarkusTest
class AzureCoreTest {

    private static final String QUEUE = "narrow";

    @TestHTTPResource URI service;

    private Map<AzureStrategy, Ending> succeed(List<AzureStrategy> strategies) throws Exception {
        return endings("succeeds", strategies, JobsInAllStates.EXPORT, _ -> {});
    }

    private Map<AzureStrategy, Ending> succeedEmpty(List<AzureStrategy> strategies)
            throws Exception {
        return endings("succeeds, nothing to fetch", strategies, "{\"type\": \"no-op\"}", _ -> {});
    }

    private Map<AzureStrategy, Ending> fail(List<AzureStrategy> strategies) throws Exception {
        return endings("fails", strategies, JobsInAllStates.FAILING_EXPORT, _ -> {});
    }

    private Map<AzureStrategy, Ending> cancel(List<AzureStrategy> strategies) throws Exception {
        return endings(
                "is canceled",
                strategies,
                JobsInAllStates.LONG_JOB,
                job -> when().post("/jobs/" + job + "/cancel").then().statusCode(202));
    }

    /** Each poller looks before its job can begin, and then goes on until it takes it to be at its end. */
    private Map<AzureStrategy, Ending> endings(
            String what, List<AzureStrategy> strategies, String request, Consumer<String> meanwhile)
            throws Exception {
        String queued = request.replaceFirst("\\{", "{\"queue\": \"" + QUEUE + "\", ");
        var pollers = new ArrayList<AzurePoller>();
        when().post("/queues/" + QUEUE + "/pause").then().statusCode(200);
        try {
            for (AzureStrategy strategy : strategies) {
                AzurePoller poller = poller(strategy, Redirect.NEVER, queued);
                poller.look();
                pollers.add(poller);
                meanwhile.accept(poller.job());
            }
        } finally {
            when().post("/queues/" + QUEUE + "/resume").then().statusCode(200);
        }
        var endings = new LinkedHashMap<AzureStrategy, Ending>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Ending>> ends =
                    pollers.stream()
                            .map(poller -> (Callable<Ending>) () -> poller.end(what))
                            .toList();
            List<Future<Ending>> ended = threads.invokeAll(ends);
            for (int i = 0; i < ended.size(); i++) {
                endings.put(strategies.get(i), ended.get(i).get());
            }
        }
        return endings;
    }

    private AzurePoller poller(AzureStrategy strategy, Redirect redirects, String request) {
        return new AzurePoller(strategy, redirects, service.resolve("/jobs"), request);
    }

    private static String digest(Ending ending) {
        return Jobs.status("/jobs/" + ending.job().id()).getString("result.sha256");
    }

    @Test
    void whoKnowsOfTheOperationIsHandedTheFile() throws Exception {
        assertThat(succeed(AzureStrategy.ofTheOperation()).values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("SUCCESSFULLY_COMPLETED");
                    assertThat(ending.result())
                            .isInstanceOfSatisfying(
                                    Outcome.Handed.class,
                                    file ->
                                            assertThat(Sighting.sha256(file.bytes()))
                                                    .isEqualTo(digest(ending)));
                });
    }

    @Test
    void whoKnowsOfTheOperationHearsThatItFailed() throws Exception {
        assertThat(fail(AzureStrategy.ofTheOperation()).values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("FAILED");
                    assertThat(ending.result()).isInstanceOf(Outcome.Refused.class);
                });
    }

    @Test
    void whoKnowsOfTheOperationHearsThatItWasCanceled() throws Exception {
        assertThat(cancel(AzureStrategy.ofTheOperation()).values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("USER_CANCELLED");
                    assertThat(ending.result()).isInstanceOf(Outcome.Refused.class);
                });
    }

    @Test
    void whoKnowsOfTheOperationIsHandedNothingWhereThereIsNothing() throws Exception {
        assertThat(succeedEmpty(AzureStrategy.ofTheOperation()).values())
                .hasSize(6)
                .allSatisfy(ending -> {
                    assertThat(ending.status()).isEqualTo("SUCCESSFULLY_COMPLETED");
                    assertThat(ending.result()).isEqualTo(new Outcome.Nothing());
                });
    }

    @Test
    void theGuideShowsHowTheyEnd() throws Exception {
        List<AzureStrategy> strategies = AzureStrategy.ofTheOperation();
        var rows = new GuideTable.Rows();
        for (Map<AzureStrategy, Ending> endings :
                List.of(
                        succeed(strategies),
                        succeedEmpty(strategies),
                        fail(strategies),
                        cancel(strategies))) {
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

    /** The poller looks when its job has long to wait. */
    private Ending early(AzureStrategy strategy) {
        AzurePoller poller = poller(strategy, Redirect.NEVER, JobsInAllStates.LATER);
        Ending ending = poller.end("waits");
        when().post("/jobs/" + poller.job() + "/cancel").then().statusCode(202);
        return ending;
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
            case Outcome.Handed(byte[] bytes) ->
                    Sighting.content(
                            bytes,
                            new Subject(
                                    "", ending.job().id(), Optional.ofNullable(digest(ending))));
        };
    }
}
