package dev.longhaul.jobtypes.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.handler.InputRef;
import dev.longhaul.mail.MailAddress;
import dev.longhaul.mail.Mailbox;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller says of a message. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record EmailParameters(
        @JsonPropertyDescription("Who gets it: ada@example.org or Ada <ada@example.org>.")
                @NotEmpty
                @Size(max = MOST_RECIPIENTS)
                List<@Mailbox String> to,
        @JsonPropertyDescription("Who gets a copy.") @Size(max = MOST_RECIPIENTS)
                List<@Mailbox String> cc,
        @JsonPropertyDescription("Who gets a copy without the others seeing that.")
                @Size(max = MOST_RECIPIENTS)
                List<@Mailbox String> bcc,
        @JsonPropertyDescription("One line.")
                @NotBlank
                @Size(max = 500)
                @Pattern(
                        regexp = "[^\\x00-\\x1f\\x7f]*\\S[^\\x00-\\x1f\\x7f]*",
                        message = "must be one line that is not blank")
                String subject,
        @JsonPropertyDescription("The message for readers that show no HTML.")
                Optional<String> text,
        @JsonPropertyDescription("The message as HTML.") Optional<String> html,
        @JsonPropertyDescription("Instead of text and html: a template of the operator's.")
                Optional<String> template,
        @JsonPropertyDescription("What the template puts in.") Map<String, JsonNode> data,
        @JsonPropertyDescription(
                        "Files and results that go along, or are linked to if they are too large.")
                @Size(max = 50)
                List<InputRef> attachments) {

    static final int MOST_RECIPIENTS = 100;

    static final EmailParameters EXAMPLE =
            new EmailParameters(
                    List.of("Ada Lovelace <ada@example.org>"),
                    null,
                    null,
                    "Your report",
                    Optional.of("It is ready."),
                    Optional.of("<p>It is <b>ready</b>.</p>"),
                    Optional.empty(),
                    null,
                    null);

    /**
     * @throws IllegalArgumentException if there is nothing to say, or in two ways, or to too many
     */
    EmailParameters(
            List<String> to,
            @Nullable List<String> cc,
            @Nullable List<String> bcc,
            String subject,
            Optional<String> text,
            Optional<String> html,
            Optional<String> template,
            @Nullable Map<String, JsonNode> data,
            @Nullable List<InputRef> attachments) {
        if (template.isPresent() == (text.isPresent() || html.isPresent())) {
            throw new IllegalArgumentException(
                    "must have either a text or an html or both, or else a template");
        }
        if (size(to) + size(cc) + size(bcc) > MOST_RECIPIENTS) {
            throw new IllegalArgumentException(
                    "must have at most "
                            + MOST_RECIPIENTS
                            + " recipients in to, cc and bcc together");
        }
        this.to = to;
        this.cc = Objects.requireNonNullElse(cc, List.of());
        this.bcc = Objects.requireNonNullElse(bcc, List.of());
        this.subject = subject;
        this.text = text;
        this.html = html;
        this.template = template;
        this.data = Objects.requireNonNullElse(data, Map.of());
        this.attachments = Objects.requireNonNullElse(attachments, List.of());
    }

    private static int size(@Nullable List<String> addresses) {
        return addresses == null ? 0 : addresses.size();
    }

    static List<MailAddress> addresses(List<String> texts) {
        return texts.stream().map(text -> MailAddress.parse(text).orElseThrow()).toList();
    }
}
