package example;

import dev.longhaul.clients.Exporter;
import dev.longhaul.clients.Sighting;
import example.longhaul.ApiClient;
import example.longhaul.ApiException;
import example.longhaul.ApiResponse;
import example.longhaul.api.JobsApi;
import example.longhaul.model.Job;
import example.longhaul.model.JobRequest;
import example.longhaul.model.JobStatus;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What somebody would write around a client that openapi-generator has made of openapi.yaml. */
public final class GeneratedExporter implements Exporter {

    private final ApiClient client = new ApiClient();
    private final JobsApi jobs;

    public GeneratedExporter(URI service) {
        client.updateBaseUri(service.toString().replaceFirst("/$", ""));
        jobs = new JobsApi(client);
    }

    @Override
    public byte[] export(Map<String, Object> parameters) throws Exception {
        JobRequest request = new JobRequest().type("export").parameters(parameters);
        Job job = jobs.submitJob(request, null, null);
        UUID id = job.getId();
        while (!job.getDone()) {
            job = jobs.getJobStatus(id, null, null, "wait=20");
        }
        if (job.getStatus() != JobStatus.SUCCEEDED) {
            throw new IllegalStateException(job.getError().getCode());
        }
        return Files.readAllBytes(jobs.getJobResult(id, null, null, null, null).toPath());
    }

    @Override
    public String cancel(Map<String, Object> parameters) throws Exception {
        Job job = jobs.submitJob(new JobRequest().type("add").parameters(parameters), null, null);
        UUID id = job.getId();
        jobs.cancelJob(id);
        while (!job.getDone()) {
            job = jobs.getJobStatus(id, null, null, "wait=20");
        }
        return job.getStatus().getValue();
    }

    @Override
    public String name() {
        return "generated client";
    }

    @Override
    public Sighting get(URI url) throws IOException {
        String[] path = url.getPath().split("/");
        UUID id = UUID.fromString(path[2]);
        try {
            return switch (path.length == 3 ? "" : path[3]) {
                case "status" -> ofJob(jobs.getJobStatusWithHttpInfo(id, null, null, null));
                case "result" -> ofFile(jobs.getJobResultWithHttpInfo(id, null, null, null, null));
                default -> ofJob(jobs.followJobWithHttpInfo(id));
            };
        } catch (ApiException e) {
            String body = Optional.ofNullable(e.getResponseBody()).orElse("");
            return new Sighting(
                    Optional.of("ApiException"),
                    e.getCode(),
                    e.getResponseHeaders(),
                    body.getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
        }
    }

    private Sighting ofJob(ApiResponse<Job> response) throws IOException {
        return of(response, client.getObjectMapper().writeValueAsBytes(response.getData()));
    }

    private static Sighting ofFile(ApiResponse<File> response) throws IOException {
        File file = response.getData();
        return of(response, file == null ? new byte[0] : Files.readAllBytes(file.toPath()));
    }

    private static Sighting of(ApiResponse<?> response, byte[] body) {
        Map<String, List<String>> headers = response.getHeaders();
        return new Sighting(
                Optional.empty(),
                response.getStatusCode(),
                HttpHeaders.of(headers, (name, value) -> true),
                body,
                Optional.empty());
    }
}
