package dev.longhaul.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The MicroProfile REST client, with an interface as its user would write it. */
@QuarkusTest
class RestClientTest {

    /** The service, as somebody sees it who only wants exports. */
    @Path("/jobs")
    public interface Longhaul {

        @POST
        @Consumes("application/json")
        Response submit(String request, @HeaderParam("Prefer") Optional<String> prefer);

        @GET
        @Path("/{id}/status")
        Job status(@PathParam("id") String id, @HeaderParam("Prefer") String prefer);

        @POST
        @Path("/{id}/cancel")
        Job cancel(@PathParam("id") String id);

        @GET
        @Path("/{id}/result")
        byte[] result(@PathParam("id") String id);

        @GET
        @Path("/{id}")
        Response followed(@PathParam("id") String id);

        @GET
        @Path("/{id}/status")
        Response statusAsItComes(@PathParam("id") String id);

        @GET
        @Path("/{id}/result")
        Response resultAsItComes(@PathParam("id") String id);
    }

    /** What it wants to know of a job. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Job(String id, String status, boolean done, Result result, Failure error) {}

    /** And of its result. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Result(String sha256) {}

    /** And of its error. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Failure(String code) {}

    private record RestClient(String name, Longhaul service) implements Client {

        @Override
        public Sighting get(URI url) {
            try (Response response = ask(url.getPath().split("/", -1))) {
                return sighting(Optional.empty(), response);
            } catch (WebApplicationException e) {
                return sighting(Optional.of("WebApplicationException"), e.getResponse());
            }
        }

        private Response ask(String... path) {
            String id = path[2];
            return switch (path.length == 3 ? "" : path[3]) {
                case "status" -> service.statusAsItComes(id);
                case "result" -> service.resultAsItComes(id);
                default -> service.followed(id);
            };
        }

        private static Sighting sighting(Optional<String> exception, Response response) {
            Map<String, List<String>> headers =
                    response.getStringHeaders().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
            return new Sighting(
                    exception,
                    response.getStatus(),
                    HttpHeaders.of(headers, (_, _) -> true),
                    body,
                    Optional.empty());
        }
    }

    @TestHTTPResource URI url;

    private Longhaul service;
    private Longhaul following;

    @BeforeEach
    void buildClients() {
        service = RestClientBuilder.newBuilder().baseUri(url).build(Longhaul.class);
        following =
                RestClientBuilder.newBuilder()
                        .baseUri(url)
                        .followRedirects(true)
                        .build(Longhaul.class);
    }

    private String submit(String request) {
        try (Response accepted = service.submit(request, Optional.empty())) {
            assertThat(accepted.getStatus()).isEqualTo(202);
            return accepted.readEntity(Job.class).id();
        }
    }

    private Job awaitEnd(String job) {
        await().until(() -> service.status(job, "wait=5").done());
        return service.status(job, "wait=5");
    }

    @Test
    void anExportIsSubmittedWaitedForAndRead() {
        String job = submit(JobsInAllStates.EXPORT);
        Job done = awaitEnd(job);
        assertThat(done.status()).isEqualTo("succeeded");
        assertThat(Sighting.sha256(service.result(job))).isEqualTo(done.result().sha256());
    }

    @Test
    void whoFollowsRedirectsReadsTheFileAtTheJob() {
        String job = submit(JobsInAllStates.EXPORT);
        Job done = awaitEnd(job);
        try (Response file = following.followed(job)) {
            assertThat(file.getMediaType().toString()).startsWith("text/csv");
            assertThat(Sighting.sha256(file.readEntity(byte[].class)))
                    .isEqualTo(done.result().sha256());
        }
    }

    @Test
    void aFailureIsReadInTheJob() {
        Job failed = awaitEnd(submit(JobsInAllStates.FAILING_EXPORT));
        assertThat(failed.status()).isEqualTo("failed");
        assertThat(failed.error().code()).isEqualTo("query-failed");
    }

    @Test
    void whatRunsIsCanceled() {
        String job = submit(JobsInAllStates.LONG_JOB);
        service.cancel(job);
        assertThat(awaitEnd(job).status()).isEqualTo("canceled");
    }

    @Test
    void theGuideShowsWhatItSees() throws Exception {
        List<Client> clients =
                List.of(
                        new RestClient("REST client", service),
                        new RestClient("REST client, `followRedirects(true)`", following));
        try (var jobs = new JobsInAllStates()) {
            GuideTable.of("REST client", clients, url, jobs.all()).assertInGuide();
        }
    }
}
