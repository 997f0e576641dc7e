package dev.longhaul.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.longhaul.Jobs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of the JDK, with and without redirects. */
@QuarkusTest
class JavaClientTest {

    private final JavaClient staying = JavaClient.with(Redirect.NEVER);
    private final JavaClient following = JavaClient.with(Redirect.NORMAL);

    @TestHTTPResource URI service;

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private URI submit(JavaClient client, String request) throws Exception {
        Sighting accepted = client.send(post("/jobs", request));
        assertThat(accepted.status()).isEqualTo(202);
        return URI.create(accepted.headers().firstValue("Location").orElseThrow());
    }

    private static JsonPath json(Sighting sighting) {
        return new JsonPath(new String(sighting.body(), UTF_8));
    }

    @Test
    void whoNeverFollowsFindsTheResultInTheStatus() throws Exception {
        URI job = submit(staying, JobsInAllStates.EXPORT);
        URI status = URI.create(job + "/status");
        await().until(() -> json(staying.get(status)).getBoolean("done"));
        JsonPath done = json(staying.get(status));
        assertThat(staying.get(job).status()).isEqualTo(303);
        Sighting file = staying.get(URI.create(done.getString("resourceLocation")));
        assertThat(Sighting.sha256(file.body())).isEqualTo(done.getString("result.sha256"));
    }

    @Test
    void whoFollowsAsksOneUrlUntilItIsTheFile() throws Exception {
        URI job = submit(following, JobsInAllStates.EXPORT);
        await().until(() -> following.get(job).movedTo().isPresent());
        Sighting file = following.get(job);
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(Sighting.sha256(file.body()))
                .isEqualTo(Jobs.status(job.getPath()).getString("result.sha256"));
    }

    @Test
    void whoFollowsAndWaitsIsSentFromThePostToTheFile() throws Exception {
        Sighting file =
                following.send(post("/jobs", JobsInAllStates.EXPORT).header("Prefer", "wait=30"));
        assertThat(file.movedTo().orElseThrow().getPath()).endsWith("/result");
        assertThat(new String(file.body(), UTF_8)).startsWith("body,timestamp");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEVER", "NORMAL"})
    void aFailureIsReadInTheJob(Redirect redirects) throws Exception {
        JavaClient client = JavaClient.with(redirects);
        URI job = submit(client, JobsInAllStates.FAILING_EXPORT);
        await().until(() -> json(client.get(job)).getBoolean("done"));
        Sighting failed = client.get(job);
        assertThat(failed.movedTo()).isEmpty();
        assertThat(json(failed).getString("error.code")).isEqualTo("query-failed");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEVER", "NORMAL"})
    void aCancellationIsReadInTheJob(Redirect redirects) throws Exception {
        JavaClient client = JavaClient.with(redirects);
        URI job = submit(client, JobsInAllStates.LONG_JOB);
        assertThat(client.send(post(job.getPath() + "/cancel", "")).status()).isEqualTo(202);
        await().until(() -> json(client.get(job)).getBoolean("done"));
        assertThat(json(client.get(job)).getString("status")).isEqualTo("canceled");
    }

    /** It would like HTTP/2, with which a large body could not be slowed down: see docs/http-edges.md. */
    @Test
    void itSpeaksHttp11() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer =
                    client.send(
                            post("/jobs", JobsInAllStates.EXPORT).build(),
                            BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void theGuideShowsWhatItSees() throws Exception {
        try (var jobs = new JobsInAllStates()) {
            GuideTable.of("java.net.http", List.of(staying, following), service, jobs.all())
                    .assertInGuide();
        }
    }
}
