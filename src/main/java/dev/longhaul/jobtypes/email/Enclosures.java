package dev.longhaul.jobtypes.email;

import dev.longhaul.handler.FileStream;
import dev.longhaul.handler.InputRef;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.mail.Links;
import dev.longhaul.mail.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What goes along with a message: attachments as long as they fit, in the caller's order, and links to what does not. */
final class Enclosures {

    /** What is linked to. */
    record Link(String filename, long size, String url) {

        /** For a person: {@code posts.csv (12.3 MB)}. */
        String label() {
            return filename
                    + " ("
                    + (size < 100_000
                            ? size + " bytes"
                            : String.format(Locale.ROOT, "%.1f MB", size / 1e6))
                    + ")";
        }
    }

    private final JobContext job;
    private final Links links;
    private final List<Message.Attachment> attachments = new ArrayList<>();
    private final List<Link> linked = new ArrayList<>();
    private long room;

    /**
     * @param room the bytes that all attachments may have in the message
     */
    Enclosures(JobContext job, Links links, long room) {
        this.job = job;
        this.links = links;
        this.room = room;
    }

    void add(InputRef reference) throws IOException, PermanentFailure {
        try (FileStream file = job.open(reference)) {
            long size = Message.encodedSize(file.size());
            if (size <= room) {
                room -= size;
                attachments.add(
                        new Message.Attachment(
                                file.filename(), file.mediaType(), file.readAllBytes()));
            } else {
                linked.add(new Link(file.filename(), file.size(), url(reference, file)));
            }
        }
    }

    private String url(InputRef reference, FileStream file) throws PermanentFailure {
        Optional<String> url =
                links.to(
                        reference
                                .job()
                                .map(id -> "/jobs/" + id + "/result")
                                .orElseGet(() -> "/files/" + reference.file().orElseThrow()));
        return url.orElseThrow(() ->
                new PermanentFailure(
                        Failure.of(
                                "attachments-too-large",
                                413,
                                "The attachment '"
                                        + file.filename()
                                        + "' makes the message larger than LONGHAUL_MAIL_MAX_SIZE allows, and a link cannot"
                                        + " take its place as LONGHAUL_PUBLIC_URL is not set. Send less, or ask the"
                                        + " operator to set it.")));
    }

    List<Message.Attachment> attachments() {
        return attachments;
    }

    /** The text with the links below it. */
    String below(String text) {
        var all = new StringBuilder(text);
        if (!linked.isEmpty()) {
            all.append("\n\nToo large to attach:\n");
            linked.forEach(link ->
                    all.append(link.label()).append("\n  ").append(link.url()).append('\n'));
        }
        return all.toString();
    }

    /** The HTML with the links below it. */
    String belowHtml(String html) {
        if (linked.isEmpty()) {
            return html;
        }
        var list = new StringBuilder("<p>Too large to attach:</p>\n<ul>\n");
        linked.forEach(link ->
                list.append("<li><a href=\"")
                        .append(escaped(link.url()))
                        .append("\">")
                        .append(escaped(link.label()))
                        .append("</a></li>\n"));
        list.append("</ul>\n");
        int end = html.toLowerCase(Locale.ROOT).lastIndexOf("</body>");
        return end < 0 ? html + "\n" + list : html.substring(0, end) + list + html.substring(end);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
