package dev.longhaul.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.chaos.Evidence.Answer;
import dev.longhaul.chaos.Evidence.Attempt;
import dev.longhaul.chaos.Evidence.Body;
import dev.longhaul.chaos.Evidence.Job;
import dev.longhaul.chaos.Evidence.Result;
import dev.longhaul.contract.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence of one workload: from the ledger, from the folder of results, and as its callers would. */
final class Inquiry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MINE = "SELECT id FROM job_request WHERE labels ->> 'round' = ?";

    private static final String UNFINISHED =
            "SELECT count(*) FROM job WHERE finished_at IS NULL AND id IN (" + MINE + ")";

    private static final String JOBS =
            """
            SELECT job.*, job_request.labels ->> 'task' AS label,
                file_key, size, sha256, rows,
                (SELECT count(*) FROM witness.note WHERE note.job = job.id AND what = 'start') AS starts,
                (SELECT count(*) FROM witness.note WHERE note.job = job.id AND what = 'end') AS ends,
                (SELECT count(*) FROM witness.note WHERE note.job = job.id AND what = 'result') AS outcomes
            FROM job JOIN job_request USING (id) LEFT JOIN job_result USING (id)
            WHERE job_request.labels ->> 'round' = ?
            ORDER BY id
            """;

    private static final String ATTEMPTS =
            "SELECT * FROM attempt WHERE job_id IN (" + MINE + ") ORDER BY job_id, number";

    private static final String KEYS = "SELECT file_key FROM job_result";

    private final Cluster cluster;
    private final Workload workload;

    Inquiry(Cluster cluster, Workload workload) {
        this.cluster = cluster;
        this.workload = workload;
    }

    /** How many jobs of the workload have no end. */
    int unfinished() throws SQLException {
        try (Connection ledger = cluster.database().connect();
                PreparedStatement query = ledger.prepareStatement(UNFINISHED)) {
            query.setString(1, workload.round());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Whether the folder of results holds more than the ledger points to. */
    boolean filesAreLeftOver() throws SQLException, IOException {
        List<String> results = cluster.disk().results();
        try (Connection ledger = cluster.database().connect()) {
            return !cluster.disk().staged().isEmpty() || !keys(ledger).containsAll(results);
        }
    }

    /** All of it. Somebody has to answer callers. */
    Evidence gather() throws SQLException, IOException, InterruptedException {
        try (Connection ledger = cluster.database().connect();
                HttpClient http = HttpClient.newHttpClient()) {
            return new Evidence(
                    workload.asked(),
                    workload.promised(),
                    workload.refusals(),
                    jobs(ledger, http),
                    cluster.killedWorkers(),
                    keys(ledger),
                    cluster.disk().results(),
                    cluster.disk().staged());
        }
    }

    private List<Job> jobs(Connection ledger, HttpClient http)
            throws SQLException, IOException, InterruptedException {
        Map<String, List<Attempt>> attempts = attempts(ledger);
        var jobs = new ArrayList<Job>();
        try (PreparedStatement query = ledger.prepareStatement(JOBS)) {
            query.setString(1, workload.round());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String id = row.getString("id");
                    String label = row.getString("label");
                    jobs.add(
                            new Job(
                                    id,
                                    label,
                                    row.getString("status"),
                                    row.getInt("attempt"),
                                    instant(row, "created_at"),
                                    Optional.ofNullable(
                                                    row.getObject(
                                                            "finished_at", OffsetDateTime.class))
                                            .map(OffsetDateTime::toInstant),
                                    attempts.getOrDefault(id, List.of()),
                                    result(row),
                                    row.getInt("starts"),
                                    row.getInt("ends"),
                                    row.getInt("outcomes"),
                                    answer(http, id, workload.asked().get(label))));
                }
            }
        }
        return jobs;
    }

    private static Optional<Result> result(ResultSet row) throws SQLException {
        String key = row.getString("file_key");
        return key == null
                ? Optional.empty()
                : Optional.of(
                        new Result(
                                key,
                                row.getLong("size"),
                                row.getString("sha256"),
                                row.getObject("rows", Long.class)));
    }

    private Map<String, List<Attempt>> attempts(Connection ledger) throws SQLException {
        record Of(String job, Attempt attempt) {}
        var attempts = new ArrayList<Of>();
        try (PreparedStatement query = ledger.prepareStatement(ATTEMPTS)) {
            query.setString(1, workload.round());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    attempts.add(
                            new Of(
                                    row.getString("job_id"),
                                    new Attempt(
                                            row.getInt("number"),
                                            row.getString("worker"),
                                            instant(row, "started_at"),
                                            instant(row, "finished_at"),
                                            row.getString("outcome"),
                                            row.getString("code"),
                                            row.getString("message"),
                                            row.getString("detail"))));
                }
            }
        }
        return attempts.stream()
                .collect(
                        Collectors.groupingBy(
                                Of::job, Collectors.mapping(Of::attempt, Collectors.toList())));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<String> keys(Connection ledger) throws SQLException {
        var keys = new ArrayList<String>();
        try (PreparedStatement query = ledger.prepareStatement(KEYS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return keys;
    }

    private Answer answer(HttpClient http, String id, @Nullable Task task)
            throws IOException, InterruptedException {
        URI job = cluster.web().uri("/jobs/" + id);
        String status =
                JSON.readTree(get(http, URI.create(job + "/status")).body())
                        .path("status")
                        .asText();
        HttpResponse<byte[]> redirect = get(http, job);
        if (redirect.statusCode() != 303) {
            return new Answer(status, Optional.empty());
        }
        HttpResponse<byte[]> result =
                get(http, URI.create(redirect.headers().firstValue("Location").orElseThrow()));
        Optional<String> complaint =
                result.statusCode() != 200
                        ? Optional.of("the result was answered with " + result.statusCode())
                        : task == null
                                ? Optional.of("nobody asked for it")
                                : task.complaint(result.body());
        return new Answer(
                status,
                Optional.of(new Body(result.body().length, sha256(result.body()), complaint)));
    }

    private static HttpResponse<byte[]> get(HttpClient http, URI uri)
            throws IOException, InterruptedException {
        return Contract.checked(
                http.send(
                        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
                        BodyHandlers.ofByteArray()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
