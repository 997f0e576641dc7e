package dev.longhaul.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.files.FileStore;
import dev.longhaul.files.StoredBytes;
import dev.longhaul.job.JobStatus;
import dev.longhaul.job.StoredResult;
import dev.longhaul.ledger.JobSnapshot;
import dev.longhaul.ledger.Notices;
import dev.longhaul.mail.Answer;
import dev.longhaul.mail.MailAddress;
import dev.longhaul.mail.MailServer;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.mail.Message;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tells people by mail, with the result attached if that is wanted and it fits, else with a link. */
@Singleton
class EndedMail {

    /** What the bodies and headers take, at most. */
    private static final int OVERHEAD = 64 * 1024;

    private final MailServer server;
    private final MailSettings settings;
    private final FileStore files;
    private final BaseUrl base;
    private final ObjectMapper json;
    private final Template text;
    private final Template html;

    EndedMail(
            MailServer server,
            MailSettings settings,
            FileStore files,
            BaseUrl base,
            ObjectMapper json,
            @Location("notice/ended.txt") Template text,
            @Location("notice/ended.html") Template html) {
        this.server = server;
        this.settings = settings;
        this.files = files;
        this.base = base;
        this.json = json;
        this.text = text;
        this.html = html;
    }

    Told tell(Notices.Due due, JobSnapshot job) throws IOException, InterruptedException {
        Optional<MailAddress> sender = server.sender();
        if (sender.isEmpty()) {
            return new Told.NotNow(
                    OptionalInt.empty(),
                    "This installation sends no mail at the moment: QUARKUS_MAILER_FROM is not set.",
                    due.decided(),
                    Optional.empty());
        }
        Message message = message(due, job, due.message() + "@" + sender.get().domain());
        Set<String> open = new LinkedHashSet<>(message.recipients());
        due.decided().forEach(open::remove);
        List<Answer> answers = new ArrayList<>();
        server.send(message, open, answers::addAll);
        return told(answers, due.decided());
    }

    private Message message(Notices.Due due, JobSnapshot job, String id) throws IOException {
        JsonNode target = json.readTree(due.target());
        List<MailAddress> to = new ArrayList<>();
        target.path("email")
                .forEach(address -> MailAddress.parse(address.asText()).ifPresent(to::add));
        List<Message.Attachment> attachments =
                target.path("attach").asBoolean() ? attachments(due, job) : List.of();
        Ended ended = Ended.of(job, due.event(), !attachments.isEmpty(), base.url());
        return new Message(
                id,
                to,
                List.of(),
                List.of(),
                ended.headline(),
                Optional.of(text.data("ended", ended).render()),
                Optional.of(html.data("ended", ended).render()),
                attachments);
    }

    private List<Message.Attachment> attachments(Notices.Due due, JobSnapshot job)
            throws IOException {
        Optional<StoredResult> result =
                job.result()
                        .filter(file ->
                                due.event() == JobStatus.SUCCEEDED
                                        && Message.encodedSize(file.size())
                                                <= settings.maxSize().asLongValue() - OVERHEAD);
        if (result.isEmpty()) {
            return List.of();
        }
        Optional<StoredBytes> bytes = files.find(result.get().key());
        if (bytes.isEmpty()) {
            return List.of();
        }
        try (InputStream content = bytes.get().open(0, result.get().size())) {
            return List.of(
                    new Message.Attachment(
                            result.get().filename(),
                            result.get().mediaType(),
                            content.readAllBytes()));
        } catch (NoSuchFileException e) {
            // It has just expired.
            return List.of();
        }
    }

    private static Told told(List<Answer> answers, List<String> before) {
        List<String> decided = new ArrayList<>(before);
        List<String> words = new ArrayList<>();
        boolean accepted = !before.isEmpty();
        boolean deferred = false;
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Accepted(String recipient) -> {
                    accepted = true;
                    decided.add(recipient);
                    words.add("Accepted for " + recipient + ".");
                }
                case Answer.Refused(String recipient, int _, String reply) -> {
                    decided.add(recipient);
                    words.add("Refused for " + recipient + ": " + reply);
                }
                case Answer.Deferred(String recipient, String sentence, var _) -> {
                    deferred = true;
                    words.add("Not yet accepted for " + recipient + ". " + sentence);
                }
            }
        }
        String all = String.join(" ", words);
        if (deferred) {
            return new Told.NotNow(OptionalInt.empty(), all, decided, Optional.empty());
        }
        return accepted
                ? new Told.Delivered(OptionalInt.empty(), all, decided)
                : new Told.Never(OptionalInt.empty(), all);
    }
}
