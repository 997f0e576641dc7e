package dev.longhaul.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.Notices;
import dev.longhaul.outbound.Outbound;
import dev.longhaul.outbound.OutboundAnswer;
import dev.longhaul.outbound.OutboundFailure;
import dev.longhaul.outbound.OutboundRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells an address of the caller's, by Standard Webhooks 1.0: a signed POST whose answer only matters for its status. */
@Singleton
class Webhook {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int GONE = 410;
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int MOST_WORDS = 500;

    private final Outbound outbound;
    private final WebhookSecrets secrets;
    private final JobDocument document;
    private final BaseUrl base;
    private final ObjectMapper json;
    private final InstantSource clock;

    Webhook(
            Outbound outbound,
            WebhookSecrets secrets,
            JobDocument document,
            BaseUrl base,
            ObjectMapper json,
            InstantSource clock) {
        this.outbound = outbound;
        this.secrets = secrets;
        this.document = document;
        this.base = base;
        this.json = json;
        this.clock = clock;
    }

    Told tell(Notices.Due due, JobSnapshot job)
            throws JsonProcessingException, InterruptedException {
        String url = json.readTree(due.target()).path("url").asText();
        String id = "msg_" + due.message();
        String body = body(due, job);
        long timestamp = clock.instant().getEpochSecond();
        OutboundRequest request =
                OutboundRequest.post(url, "application/json", body, LARGEST_ANSWER)
                        .with("webhook-id", id)
                        .with("webhook-timestamp", String.valueOf(timestamp))
                        .with("webhook-signature", secrets.sign(due.owner(), id, timestamp, body));
        try (OutboundAnswer answer = outbound.send(request, PATIENCE)) {
            return new Told.Delivered(
                    OptionalInt.of(answer.status()),
                    "Answered " + answer.status() + ".",
                    List.of());
        } catch (OutboundFailure.Answered e) {
            return answered(e);
        } catch (OutboundFailure e) {
            return e.isPermanent()
                    ? new Told.Never(OptionalInt.empty(), e.sentence())
                    : new Told.NotNow(
                            OptionalInt.empty(), e.sentence(), List.of(), Optional.empty());
        }
    }

    private String body(Notices.Due due, JobSnapshot job) throws JsonProcessingException {
        ObjectNode body = json.createObjectNode();
        body.put("type", "job." + due.event().wireName());
        body.put("timestamp", job.finished().orElse(job.updated()).toString());
        body.set("data", document.of(job, base.url()));
        return json.writeValueAsString(body);
    }

    /** A status that is no success is tried again, whatever it is, but for the one that says not to. */
    private static Told answered(OutboundFailure.Answered answer) {
        String words =
                answer.words().isEmpty()
                        ? answer.sentence()
                        : answer.sentence() + " " + shortened(answer.words());
        OptionalInt status = OptionalInt.of(answer.status());
        return answer.status() == GONE
                ? new Told.Never(status, words)
                : new Told.NotNow(status, words, List.of(), answer.retryAfter());
    }

    private static String shortened(String words) {
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
    }
}
