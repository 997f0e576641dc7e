package dev.longhaul.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longhaul.handler.Violation;
import dev.longhaul.ledger.NewNotice;
import dev.longhaul.mail.MailAddress;
import dev.longhaul.mail.MailServer;
import dev.longhaul.outbound.WebAddress;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks and reads the member {@code notify} of {@code POST /jobs}. */
@Singleton
public class Wishes {

    /** The ends of a job, which are all told where the caller does not choose. */
    private static final List<String> ENDS = List.of("succeeded", "failed", "canceled");

    private static final String EMAIL = "/notify/email";
    private static final String WEBHOOK = "/notify/webhook";

    private final MailServer mail;
    private final WebhookSecrets secrets;

    Wishes(MailServer mail, WebhookSecrets secrets) {
        this.mail = mail;
        this.secrets = secrets;
    }

    /**
     * All that is wrong with the wishes, beyond what the schema says.
     *
     * @param wishes may not fit the schema; what is said of members that do not means nothing
     */
    public List<Violation> check(JsonNode wishes, String owner) {
        List<Violation> violations = new ArrayList<>();
        boolean byMail = wishes.hasNonNull("email");
        // Another member may be the one that was meant.
        boolean nothing =
                wishes.properties().stream()
                        .allMatch(member ->
                                member.getKey().equals("attach") || member.getValue().isNull());
        if (nothing) {
            violations.add(new Violation("/notify", "must have an email or a webhook or both"));
        }
        if (byMail) {
            checkEmail(wishes.path("email"), violations);
        } else if (wishes.path("attach").asBoolean()) {
            violations.add(
                    new Violation(
                            "/notify/attach", "must come with an email to attach the result to"));
        }
        if (wishes.hasNonNull("webhook")) {
            checkWebhook(wishes.path("webhook"), owner, violations);
        }
        return violations;
    }

    private void checkEmail(JsonNode addresses, List<Violation> violations) {
        if (mail.sender().isEmpty()) {
            violations.add(
                    new Violation(
                            EMAIL,
                            "must be left out: this installation sends no mail, as long as its operator does not set"
                                    + " QUARKUS_MAILER_FROM and QUARKUS_MAILER_HOST"));
        }
        for (int i = 0; i < addresses.size(); i++) {
            if (MailAddress.parse(addresses.get(i).asText()).isEmpty()) {
                violations.add(new Violation(EMAIL + "/" + i, MailAddress.EXPECTED));
            }
        }
    }

    private void checkWebhook(JsonNode webhook, String owner, List<Violation> violations) {
        if (!secrets.isThereFor(owner)) {
            violations.add(
                    new Violation(
                            WEBHOOK,
                            "must be left out: this installation has no secret to sign webhooks with, as long as its operator"
                                    + " does not set LONGHAUL_NOTICE_SECRETS"));
        }
        if (!WebAddress.isWellFormed(webhook.path("url").asText())) {
            violations.add(new Violation(WEBHOOK + "/url", WebAddress.EXPECTED));
        }
    }

    /** Reads wishes in which nothing is wrong. */
    public static List<NewNotice> read(Optional<JsonNode> wishes) {
        List<NewNotice> notices = new ArrayList<>();
        wishes.filter(all -> all.hasNonNull("email"))
                .ifPresent(all -> {
                    var target = JsonNodeFactory.instance.objectNode();
                    target.set("email", all.path("email"));
                    target.put("attach", all.path("attach").asBoolean());
                    notices.add(new NewNotice(NewNotice.EMAIL, target.toString(), ENDS));
                });
        wishes.map(all -> all.path("webhook"))
                .filter(JsonNode::isObject)
                .ifPresent(webhook -> {
                    List<String> events = events(webhook.path("events"));
                    var target = JsonNodeFactory.instance.objectNode();
                    target.put("url", webhook.path("url").asText());
                    events.forEach(target.putArray("events")::add);
                    notices.add(new NewNotice(NewNotice.WEBHOOK, target.toString(), events));
                });
        return notices;
    }

    private static List<String> events(JsonNode wanted) {
        List<String> events = new ArrayList<>();
        wanted.forEach(event -> events.add(event.asText()));
        return events.isEmpty() ? ENDS : events;
    }
}
