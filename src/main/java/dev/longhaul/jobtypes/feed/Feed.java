package dev.longhaul.jobtypes.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says, whichever of the formats it is written in. What a feed does not say is absent.
 *
 * @param notModified true, and everything else about the feed absent, where it is as the caller has it
 * @param url where it was read, after all redirects
 * @param movedTo the address to ask from now on, where the server says that the old one is over
 * @param format {@code rss_2.0}, {@code atom_1.0}, {@code json_1.1} and so on
 * @param homePage the page that the feed is about
 * @param etag what to send the next time (RFC 9110 §13.1.2), as the server wrote it
 * @param lastModified the same for servers that know times only (RFC 9110 §13.1.3)
 * @param items in the order of the feed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Feed(
        @Nullable Boolean notModified,
        String url,
        @Nullable String movedTo,
        @Nullable String format,
        @Nullable String title,
        @Nullable String description,
        @Nullable String homePage,
        @Nullable String language,
        @Nullable Instant updated,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable List<Item> items) {

    /**
     * One entry.
     *
     * @param id what tells it from all others of the feed
     * @param summary plain text
     * @param contentHtml as the feed has it: not made safe for showing it to anybody
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Item(
            @Nullable String id,
            @Nullable String url,
            @Nullable String title,
            @Nullable String summary,
            @Nullable String contentHtml,
            @Nullable String author,
            @Nullable Instant published,
            @Nullable Instant updated,
            List<String> categories,
            List<Enclosure> enclosures) {}

    /**
     * A file that belongs to an entry.
     *
     * @param size bytes, as the feed says
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Enclosure(String url, @Nullable String mediaType, @Nullable Long size) {}

    /** The feed without its items beyond the first. */
    Feed limited(int most) {
        return items == null || items.size() <= most
                ? this
                : new Feed(
                        notModified,
                        url,
                        movedTo,
                        format,
                        title,
                        description,
                        homePage,
                        language,
                        updated,
                        etag,
                        lastModified,
                        items.subList(0, most));
    }

    /** The feed with what its server said beside it. */
    Feed from(String address, @Nullable String moved, @Nullable String tag, @Nullable String time) {
        return new Feed(
                notModified,
                address,
                moved,
                format,
                title,
                description,
                homePage,
                language,
                updated,
                tag,
                time,
                items);
    }

    static Feed unchanged(String address) {
        return new Feed(true, address, null, null, null, null, null, null, null, null, null, null);
    }
}
