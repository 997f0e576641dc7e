package dev.longhaul.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is told when a job ends, for the API's description: the ledger writes it. */
@Schema(name = "Notification", description = "Somebody who is told when the job ends.")
record NotificationRepresentation(
        @Schema(enumeration = {"email", "webhook"}) String kind,
        @Schema(
                        description =
                                "waiting for the job's end; due, or to be tried again; delivered; givenUp after all tries, or"
                                        + " where it is no use.",
                        enumeration = {"waiting", "due", "delivered", "givenUp"})
                String state,
        @Schema(description = "Who gets a mail.") Optional<List<String>> email,
        @Schema(description = "Whether the result is to go along.") Optional<Boolean> attach,
        @Schema(description = "Where the webhook goes.") Optional<String> url,
        @Schema(description = "Which ends are told.") Optional<List<String>> events,
        @Schema(description = "When it is tried again.") Optional<Instant> nextTry,
        @Schema(description = "The tries so far, oldest first.")
                List<DeliveryRepresentation> deliveries) {

    /** One try. */
    @Schema(name = "Delivery", description = "One try to tell somebody.")
    record DeliveryRepresentation(
            @Schema(description = "Counts the deliveries of the job, from 1.") int number,
            @Schema(enumeration = {"email", "webhook"}) String kind,
            @Schema(enumeration = {"succeeded", "failed", "canceled"}) String event,
            @Schema(description = "Names the event in all its tries: the header webhook-id.")
                    String messageId,
            Instant started,
            @Schema(description = "How long it took.") long milliseconds,
            @Schema(description = "Whether the other side has taken it.") boolean delivered,
            @Schema(description = "Of HTTP, if there was an answer.") Optional<Integer> status,
            @Schema(description = "What the other side said, or why it said nothing.")
                    String message) {}

    /** All deliveries of a job. */
    @Schema(name = "Deliveries")
    record DeliveriesRepresentation(List<DeliveryRepresentation> deliveries) {}
}
