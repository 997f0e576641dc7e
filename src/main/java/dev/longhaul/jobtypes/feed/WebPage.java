package dev.longhaul.jobtypes.feed;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** HTML: pages where a feed should be, and markup inside feeds. */
final class WebPage {

    private static final Pattern BEGINNING =
            Pattern.compile(
                    "(?is)\\A\\s*(?:<\\?.*?\\?>\\s*|<!--.*?-->\\s*)*<(?:!doctype\\s+html|html|head|body)\\b.*");
    private static final Pattern FEED_TYPE =
            Pattern.compile("(?i)application/(rss\\+xml|atom\\+xml|feed\\+json|json)\\s*(;.*)?");
    private static final int BEGINNING_LENGTH = 4000;

    private WebPage() {}

    static boolean is(String text) {
        return BEGINNING
                .matcher(text.substring(0, Math.min(text.length(), BEGINNING_LENGTH)))
                .matches();
    }

    /** The addresses of the feeds that a page names, as RSS Autodiscovery has it: links to alternates. */
    static List<String> feeds(String text, String address) {
        return Jsoup.parse(text, address).select("link[rel~=(?i)\\balternate\\b][href]").stream()
                .filter(link -> FEED_TYPE.matcher(link.attr("type").strip()).matches())
                .map((Element link) -> link.absUrl("href"))
                .filter(feed -> !feed.isEmpty())
                .distinct()
                .toList();
    }

    /** What a person reads of a piece of HTML. */
    static String plain(String html) {
        return Jsoup.parseBodyFragment(html).text();
    }

    /** Whether there is any markup. */
    static boolean hasMarkup(String text) {
        return text.indexOf('<') >= 0 && !Jsoup.parseBodyFragment(text).body().children().isEmpty();
    }
}
