package dev.longhaul.jobtypes.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.handler.JsonFlaw;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON Feed 1 and 1.1 (jsonfeed.org). */
final class JsonFeed {

    private static final String VERSION = "https://jsonfeed.org/version/";

    private final JsonNode feed;
    private final String base;

    private JsonFeed(JsonNode feed, String address) {
        this.feed = feed;
        this.base = Links.resolve(address, text(feed, "home_page_url"));
    }

    static Feed read(String text, String address, ObjectMapper json) throws UnreadableFeed {
        JsonNode feed;
        try {
            feed = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw UnreadableFeed.broken("is broken JSON in " + JsonFlaw.of(e) + ".");
        }
        if (!feed.path("version").asText().startsWith(VERSION)) {
            throw UnreadableFeed.somethingElse(
                    "is JSON, but no JSON Feed: its 'version' does not begin with "
                            + VERSION
                            + ".");
        }
        return new JsonFeed(feed, address).read();
    }

    private Feed read() {
        return new Feed(
                null,
                base,
                null,
                "json_" + feed.path("version").asText().substring(VERSION.length()),
                text(feed, "title"),
                text(feed, "description"),
                text(feed, "home_page_url"),
                text(feed, "language"),
                null,
                null,
                null,
                feed.path("items").valueStream().map(this::item).toList());
    }

    private Feed.Item item(JsonNode item) {
        String html = text(item, "content_html");
        return new Feed.Item(
                text(item, "id"),
                link(first(text(item, "url"), text(item, "external_url"))),
                text(item, "title"),
                first(
                        text(item, "summary"),
                        text(item, "content_text"),
                        html == null ? null : WebPage.plain(html)),
                html,
                author(item).or(() -> author(feed)).orElse(null),
                instant(text(item, "date_published")),
                instant(text(item, "date_modified")),
                item.path("tags").valueStream().map(JsonNode::asText).toList(),
                item.path("attachments")
                        .valueStream()
                        .filter(attachment -> attachment.hasNonNull("url"))
                        .map(this::enclosure)
                        .toList());
    }

    private Feed.Enclosure enclosure(JsonNode attachment) {
        JsonNode size = attachment.path("size_in_bytes");
        return new Feed.Enclosure(
                Links.resolve(base, text(attachment, "url")),
                text(attachment, "mime_type"),
                size.canConvertToLong() ? size.asLong() : null);
    }

    /** Version 1.1 has a list of them, version 1 one. */
    private static Optional<String> author(JsonNode owner) {
        String names =
                Stream.concat(owner.path("authors").valueStream(), Stream.of(owner.path("author")))
                        .map(author -> text(author, "name"))
                        .filter(Objects::nonNull)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private @Nullable String link(@Nullable String written) {
        return written == null ? null : Links.resolve(base, written);
    }

    private static @Nullable String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode owner, String member) {
        JsonNode value = owner.path(member);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText()
                : null;
    }

    private static @Nullable Instant instant(@Nullable String time) {
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
