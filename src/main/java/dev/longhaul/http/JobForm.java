package dev.longhaul.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longhaul.intake.Acceptance;
import dev.longhaul.intake.BroughtFile;
import dev.longhaul.intake.FileNotStored;
import dev.longhaul.intake.FileTooLarge;
import dev.longhaul.intake.Intake;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job that is submitted together with its files, in one form; the parts may come in any order. */
@Singleton
class JobForm {

    /** The part that holds the JSON of the job; all others are files. */
    static final String JOB = "job";

    private static final int MOST_FILES = 100;

    private final JobBody json;
    private final FileBody files;
    private final Intake intake;

    JobForm(JobBody json, FileBody files, Intake intake) {
        this.json = json;
        this.files = files;
        this.intake = intake;
    }

    /** Whether the body is a form. */
    static boolean is(@Nullable MediaType type) {
        return type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE);
    }

    /**
     * Takes the job and its files, or none of them.
     *
     * @throws MalformedMultipart if it is not a form with one part {@value #JOB} and files of different names
     */
    Acceptance accept(
            String owner, InputStream content, MediaType type, Optional<String> idempotencyKey)
            throws MalformedJson, BodyTooLarge, BadHeader, FileNotStored, IOException {
        var body = new CallersBody(content);
        Map<String, BroughtFile> brought = new LinkedHashMap<>();
        boolean read = false;
        try {
            JsonNode request = read(MultipartReader.of(body, type), brought);
            read = true;
            return intake.accept(owner, request, idempotencyKey, brought);
        } catch (FileTooLarge e) {
            throw new BodyTooLarge(e.limit());
        } finally {
            for (BroughtFile file : brought.values()) {
                file.close();
            }
            if (!read) {
                body.discard();
            }
        }
    }

    private JsonNode read(MultipartReader form, Map<String, BroughtFile> brought)
            throws MalformedJson,
                    BodyTooLarge,
                    BadHeader,
                    FileTooLarge,
                    FileNotStored,
                    IOException {
        JsonNode request = null;
        for (var part = form.next(); part.isPresent(); part = form.next()) {
            String name = part.get().name();
            if (brought.containsKey(name) || (name.equals(JOB) && request != null)) {
                throw new MalformedMultipart(
                        "There are two parts called '" + name + "'; give each a name of its own.");
            }
            if (name.equals(JOB)) {
                request = json.read(part.get().body());
            } else if (brought.size() == MOST_FILES) {
                throw new MalformedMultipart(
                        "There are more than "
                                + MOST_FILES
                                + " files; send some of them before, to POST /files.");
            } else {
                brought.put(name, files.receive(part.get()));
            }
        }
        if (request == null) {
            throw new MalformedMultipart(
                    "There is no part called '" + JOB + "'; it holds the JSON of the job.");
        }
        return request;
    }
}
