package dev.longhaul.jobtypes.feed;

/** A text is not the feed that it should be. The message goes on where an address was named. */
final class UnreadableFeed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    private UnreadableFeed(String code, String message) {
        super(message);
        this.code = code;
    }

    /** It is a feed, or meant to be one, with a mistake. */
    static UnreadableFeed broken(String message) {
        return new UnreadableFeed("feed-broken", message);
    }

    /** It is something else. */
    static UnreadableFeed somethingElse(String message) {
        return new UnreadableFeed("not-a-feed", message);
    }

    String code() {
        return code;
    }
}
