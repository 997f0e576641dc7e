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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells people by mail, with the result attached if that is wanted and it fits, else with a link. */
@Singleton
class EndedMail {

    /** What the bodies and headers take, at most. */
    private static final int OVERHEAD = 64 * 1024;

    /** So many results are in memory at once, however many notices are delivered. */
    private static final int MOST_IN_MEMORY = 4;

    private final Semaphore inMemory = new Semaphore(MOST_IN_MEMORY, true);
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
        JsonNode target = json.readTree(due.target());
        String id = due.message() + "@" + sender.get().domain();
        Optional<StoredResult> attached = attachable(due, target, job);
        return attached.isPresent()
                ? sendWith(attached.get(), due, target, job, id)
                : send(message(due, target, job, id, List.of()), due.decided());
    }

    private Told sendWith(
            StoredResult result, Notices.Due due, JsonNode target, JobSnapshot job, String id)
            throws IOException, InterruptedException {
        if (!inMemory.tryAcquire(1, TimeUnit.MINUTES)) {
            return new Told.NotNow(
                    OptionalInt.empty(),
                    "Too many messages with attachments are being sent.",
                    due.decided(),
                    Optional.empty());
        }
        try {
            return send(message(due, target, job, id, attachments(result)), due.decided());
        } finally {
            inMemory.release();
        }
    }

    private Told send(Message message, List<String> before)
            throws IOException, InterruptedException {
        var decided = new Decided(before);
        List<String> open =
                message.recipients().stream().filter(each -> !decided.includes(each)).toList();
        List<Answer> answers = new ArrayList<>();
        server.send(message, open, answers::addAll);
        return told(answers, decided);
    }

    private Message message(
            Notices.Due due,
            JsonNode target,
            JobSnapshot job,
            String id,
            List<Message.Attachment> attachments) {
        List<MailAddress> to = new ArrayList<>();
        target.path("email")
                .forEach(address -> MailAddress.parse(address.asText()).ifPresent(to::add));
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

    /** The result, if it is wanted and fits. */
    private Optional<StoredResult> attachable(Notices.Due due, JsonNode target, JobSnapshot job) {
        return job.result()
                .filter(file ->
                        target.path("attach").asBoolean()
                                && due.event() == JobStatus.SUCCEEDED
                                && Message.encodedSize(file.size())
                                        <= settings.maxSize().asLongValue() - OVERHEAD);
    }

    private List<Message.Attachment> attachments(StoredResult result) throws IOException {
        Optional<StoredBytes> bytes = files.find(result.key());
        if (bytes.isEmpty()) {
            return List.of();
        }
        try (InputStream content = bytes.get().open(0, result.size())) {
            return List.of(
                    new Message.Attachment(
                            result.filename(), result.mediaType(), content.readAllBytes()));
        } catch (NoSuchFileException e) {
            // It has just expired.
            return List.of();
        }
    }

    private static Told told(List<Answer> answers, Decided decided) {
        List<String> words = new ArrayList<>();
        boolean deferred = false;
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Accepted(String recipient) -> {
                    decided.accept(recipient);
                    words.add("Accepted for " + recipient + ".");
                }
                case Answer.Refused(String recipient, int _, String reply) -> {
                    decided.refuse(recipient);
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
            return new Told.NotNow(OptionalInt.empty(), all, decided.kept(), Optional.empty());
        }
        return decided.anyAccepted()
                ? new Told.Delivered(OptionalInt.empty(), all, decided.kept())
                : new Told.Never(OptionalInt.empty(), all);
    }
}
