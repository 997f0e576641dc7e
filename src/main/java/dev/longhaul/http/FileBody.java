package dev.longhaul.http;

import dev.longhaul.intake.BroughtFile;
import dev.longhaul.intake.FileIntake;
import dev.longhaul.intake.FileNotStored;
import dev.longhaul.intake.FileTooLarge;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes files down, from bodies and from parts of forms. */
@Singleton
class FileBody {

    private static final String UNNAMED = "file";
    private static final int LONGEST_MEDIA_TYPE = 255;

    private final FileIntake files;

    FileBody(FileIntake files) {
        this.files = files;
    }

    /**
     * Takes down the one file that a body is, or holds if it is a form. The caller closes it.
     *
     * @throws MalformedMultipart if it is a form without a file, or with several
     */
    BroughtFile receive(InputStream content, HttpHeaders headers)
            throws BodyTooLarge, BadHeader, FileNotStored, IOException {
        var body = new CallersBody(content);
        boolean read = false;
        try {
            BroughtFile file =
                    JobForm.is(headers.getMediaType())
                            ? only(MultipartReader.of(body, headers.getMediaType()))
                            : raw(body, headers);
            read = true;
            return file;
        } catch (FileTooLarge e) {
            throw new BodyTooLarge(e.limit());
        } finally {
            if (!read) {
                body.discard();
            }
        }
    }

    private BroughtFile raw(InputStream body, HttpHeaders headers)
            throws BodyTooLarge, BadHeader, FileTooLarge, FileNotStored, IOException {
        if (announced(headers) > files.limit()) {
            throw new BodyTooLarge(files.limit());
        }
        Optional<String> disposition =
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_DISPOSITION));
        String filename =
                disposition
                        .map(DispositionHeader::read)
                        .flatMap(DispositionHeader::filename)
                        .orElse(UNNAMED);
        Optional<String> type =
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        return files.receive(body, filename, mediaType(type));
    }

    private static long announced(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private BroughtFile only(MultipartReader form)
            throws BadHeader, FileTooLarge, FileNotStored, IOException {
        BroughtFile file =
                receive(
                        form.next()
                                .orElseThrow(() ->
                                        new MalformedMultipart(
                                                "The form is empty; send one file in it.")));
        boolean alone = false;
        try {
            alone = form.next().isEmpty();
        } finally {
            if (!alone) {
                file.close();
            }
        }
        if (!alone) {
            throw new MalformedMultipart("The form has several parts; send one file at a time.");
        }
        return file;
    }

    /** Takes down a file that is a part of a form. The caller closes it. */
    BroughtFile receive(FormPart part) throws BadHeader, FileTooLarge, FileNotStored, IOException {
        return files.receive(part.body(), part.filenameOrName(), mediaType(part.mediaType()));
    }

    private static String mediaType(Optional<String> header) throws BadHeader {
        String text = header.orElse(MediaType.APPLICATION_OCTET_STREAM);
        try {
            if (text.length() > LONGEST_MEDIA_TYPE || !text.matches("[\\x20-\\x7E]+")) {
                throw new IllegalArgumentException("no media type");
            }
            MediaType type = MediaType.valueOf(text);
            if (type.isWildcardType() || type.isWildcardSubtype()) {
                throw new IllegalArgumentException("no media type");
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw new BadHeader(
                    "Content-Type has to be a media type like text/csv; charset=utf-8, of at most "
                            + LONGEST_MEDIA_TYPE
                            + " characters.");
        }
    }
}
