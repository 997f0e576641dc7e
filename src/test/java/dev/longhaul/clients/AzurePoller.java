package dev.longhaul.clients;

import com.azure.core.exception.AzureException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.rest.Response;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.core.util.polling.PollerFlux;
import com.azure.core.util.polling.SyncPoller;
import com.azure.core.util.serializer.TypeReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** One of azure-core's pollers, on its way with one job. */
final class AzurePoller {

    /**
     * Where it ended.
     *
     * @param status what it takes the operation for; {@code none} if it cannot say
     * @param asked the URLs that it asked, in the order of their first time
     * @param result what it hands over in the end, or why it does not
     */
    record Ending(Subject job, String status, Set<String> asked, Outcome result) {}

    /** What its final result is. */
    sealed interface Outcome {
        record Nothing() implements Outcome {}

        record Handed(BinaryData file) implements Outcome {}

        record Refused(String exception, String message) implements Outcome {}
    }

    private static final TypeReference<BinaryData> BYTES =
            TypeReference.createInstance(BinaryData.class);

    private final Set<String> asked = Collections.synchronizedSet(new LinkedHashSet<>());
    private final CompletableFuture<String> job = new CompletableFuture<>();
    private final HttpPipeline pipeline;
    private final SyncPoller<BinaryData, BinaryData> poller;

    /** Submits the request. */
    AzurePoller(AzureStrategy strategy, HttpClient.Redirect redirects, URI jobs, String request) {
        this.pipeline =
                new HttpPipelineBuilder()
                        .httpClient(
                                new JdkHttpClientBuilder(
                                                HttpClient.newBuilder().followRedirects(redirects))
                                        .build())
                        .policies((call, next) -> {
                            if (call.getHttpRequest().getHttpMethod() == HttpMethod.GET) {
                                asked.add(call.getHttpRequest().getUrl().getPath());
                            }
                            return next.process();
                        })
                        .build();
        this.poller = create(strategy, jobs, request);
    }

    private SyncPoller<BinaryData, BinaryData> create(
            AzureStrategy strategy, URI jobs, String request) {
        Duration interval = Duration.ofMillis(50);
        return switch (strategy) {
            case AzureStrategy.Sync(var _, var create) ->
                    SyncPoller.createPoller(
                            interval,
                            () -> submit(jobs, request),
                            create.apply(pipeline),
                            BYTES,
                            BYTES);
            case AzureStrategy.Async(var _, var create) ->
                    PollerFlux.create(
                                    interval,
                                    () -> Mono.fromCallable(() -> submit(jobs, request)),
                                    create.apply(pipeline),
                                    BYTES,
                                    BYTES)
                            .getSyncPoller();
        };
    }

    private Response<?> submit(URI jobs, String request) {
        HttpRequest post =
                new HttpRequest(HttpMethod.POST, jobs.toString())
                        .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                        .setBody(request);
        try (HttpResponse accepted = pipeline.sendSync(post, Context.NONE)) {
            String location = accepted.getHeaderValue(HttpHeaderName.LOCATION);
            job.complete(location.substring(location.lastIndexOf('/') + 1));
            return new SimpleResponse<>(
                    post,
                    accepted.getStatusCode(),
                    accepted.getHeaders(),
                    BinaryData.fromBytes(accepted.getBodyAsBinaryData().toBytes()));
        }
    }

    /** The id of its job. */
    String job() {
        return job.join();
    }

    /** Looks once, and says what it takes the operation for. */
    String look() {
        return poller.poll().getStatus().toString();
    }

    /**
     * Lets it poll to what it takes for the end, and asks for the result.
     *
     * @param what happens to its job
     */
    Ending end(String what) {
        String status;
        Outcome result;
        try {
            status = poller.waitForCompletion(Duration.ofSeconds(30)).getStatus().toString();
            result = result();
        } catch (IllegalStateException e) {
            status = "none";
            result = new Outcome.Refused("IllegalStateException", String.valueOf(e.getMessage()));
        }
        return new Ending(Subject.without(what, job()), status, new LinkedHashSet<>(asked), result);
    }

    private Outcome result() {
        try {
            // The reactive pollers have nothing for a 204, the others an empty one.
            return Optional.ofNullable(poller.getFinalResult())
                    .filter(file -> file.toBytes().length > 0)
                    .<Outcome>map(Outcome.Handed::new)
                    .orElseGet(Outcome.Nothing::new);
        } catch (AzureException e) {
            return new Outcome.Refused("AzureException", String.valueOf(e.getMessage()));
        }
    }
}
