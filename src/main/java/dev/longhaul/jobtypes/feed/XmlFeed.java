package dev.longhaul.jobtypes.feed;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.impl.XmlFixerReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.JDOMParseException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaders;
import org.jspecify.annotations.Nullable;

/** RSS 0.9 to 2.0 and Atom 0.3 and 1.0, read with ROME. */
final class XmlFeed {

    /** Comments and instructions before the root, which may hold anything. */
    private static final String PROLOG = "(?s)\\A(\\s*(?:<\\?.*?\\?>\\s*|<!--.*?-->\\s*)*+)";

    /** A document type as RSS 0.91 has it: names for a grammar, which nobody needs. */
    private static final Pattern NAMED_TYPE =
            Pattern.compile(
                    PROLOG
                            + "<!DOCTYPE\\s+[\\w:.-]+(?:\\s+(?:PUBLIC|SYSTEM)(?:\\s+(?:\"[^\"]*\"|'[^']*')){1,2})?\\s*>");

    private static final Pattern TYPE = Pattern.compile(PROLOG + "<!DOCTYPE");

    private final SyndFeed feed;
    private final String base;

    private XmlFeed(SyndFeed feed, String address) {
        this.feed = feed;
        this.base = Links.resolve(address, feed.getLink());
    }

    static Feed read(String text, String address) throws UnreadableFeed {
        String plain = NAMED_TYPE.matcher(text).replaceFirst("$1");
        if (TYPE.matcher(plain).find()) {
            throw UnreadableFeed.broken(
                    "declares entities or a grammar of its own (<!DOCTYPE … [), which is refused because it can be used for"
                            + " attacks.");
        }
        try {
            Document document = document(plain);
            return new XmlFeed(new SyndFeedInput(false, Locale.ENGLISH).build(document), address)
                    .read();
        } catch (JDOMParseException e) {
            throw UnreadableFeed.broken(
                    "is broken XML in line %d, column %d: %s"
                            .formatted(e.getLineNumber(), e.getColumnNumber(), reason(e)));
        } catch (IllegalArgumentException e) {
            throw UnreadableFeed.somethingElse("is XML, but no RSS and no Atom.");
        } catch (FeedException | JDOMException | IOException e) {
            throw UnreadableFeed.broken("cannot be read as a feed: " + e.getMessage());
        }
    }

    /** As it stands; where it is broken, with what many forget mended: entities of HTML, space before the beginning. */
    private static Document document(String text) throws JDOMException, IOException {
        SAXBuilder parser = parser();
        try {
            return parser.build(new StringReader(text));
        } catch (JDOMParseException e) {
            try {
                return parser.build(new XmlFixerReader(new StringReader(text)));
            } catch (JDOMParseException _) {
                throw e;
            }
        }
    }

    /** Takes no document types, and so no entities of anybody's. */
    private static SAXBuilder parser() {
        var parser = new SAXBuilder(XMLReaders.NONVALIDATING);
        parser.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        parser.setFeature("http://xml.org/sax/features/external-general-entities", false);
        parser.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        return parser;
    }

    private static String reason(JDOMParseException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        String words = String.valueOf(cause.getMessage());
        return words.endsWith(".") ? words : words + ".";
    }

    private Feed read() {
        return new Feed(
                null,
                base,
                null,
                feed.getFeedType(),
                text(feed.getTitleEx()),
                text(feed.getDescriptionEx()),
                link(feed.getLink()),
                feed.getLanguage(),
                instant(feed.getPublishedDate()),
                null,
                null,
                feed.getEntries().stream().map(this::item).toList());
    }

    private Feed.Item item(SyndEntry entry) {
        SyndContent summary = entry.getDescription();
        return new Feed.Item(
                entry.getUri(),
                link(entry.getLink()),
                text(entry.getTitleEx()),
                text(summary),
                entry.getContents().stream()
                        .findFirst()
                        .map(SyndContent::getValue)
                        .orElseGet(() -> markup(summary)),
                entry.getAuthor(),
                instant(entry.getPublishedDate()),
                instant(entry.getUpdatedDate()),
                entry.getCategories().stream()
                        .map(SyndCategory::getName)
                        .filter(Objects::nonNull)
                        .toList(),
                entry.getEnclosures().stream()
                        .filter(enclosure -> enclosure.getUrl() != null)
                        .map(this::enclosure)
                        .toList());
    }

    private Feed.Enclosure enclosure(SyndEnclosure enclosure) {
        return new Feed.Enclosure(
                Links.resolve(base, enclosure.getUrl()),
                enclosure.getType(),
                enclosure.getLength() > 0 ? enclosure.getLength() : null);
    }

    /** Many feeds of RSS have all of their content where its beginning should be. */
    private static @Nullable String markup(@Nullable SyndContent summary) {
        return summary != null && isHtml(summary) && WebPage.hasMarkup(summary.getValue())
                ? summary.getValue()
                : null;
    }

    private static @Nullable String text(@Nullable SyndContent content) {
        if (content == null || content.getValue() == null) {
            return null;
        }
        return isHtml(content) ? WebPage.plain(content.getValue()) : content.getValue().strip();
    }

    private static boolean isHtml(SyndContent content) {
        return content.getValue() != null
                && content.getType() != null
                && content.getType().contains("html");
    }

    private @Nullable String link(@Nullable String written) {
        return written == null || written.isBlank() ? null : Links.resolve(base, written);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
