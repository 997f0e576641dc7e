package dev.longhaul.jobtypes.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.handler.JobContext;
import dev.longhaul.handler.JobHandler;
import dev.longhaul.handler.JobResult;
import dev.longhaul.handler.JobType;
import dev.longhaul.handler.PermanentFailure;
import dev.longhaul.job.Failure;
import dev.longhaul.outbound.HttpUrl;
import dev.longhaul.outbound.Outbound;
import dev.longhaul.outbound.OutboundAnswer;
import dev.longhaul.outbound.OutboundFailure;
import dev.longhaul.outbound.OutboundRequest;
import dev.longhaul.outbound.Redirect;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a feed, whatever its format, into the same JSON. */
@Singleton
@RegisterForReflection(targets = {FeedHandler.class, FeedHandler.Parameters.class})
class FeedHandler implements JobHandler<FeedHandler.Parameters> {

    private static final String ACCEPTED =
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.8, text/xml;q=0.8,"
                    + " */*;q=0.1";
    private static final String HEADER = "[^\\x00-\\x1f\\x7f]*";
    private static final String NO_HEADER = "must be one line without control characters";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameters(
            @JsonPropertyDescription("Where the feed is: an address with http or https.")
                    @NotBlank
                    @Size(max = 4000)
                    @HttpUrl
                    String url,
            @JsonPropertyDescription("How many items to give at most, the first of the feed.")
                    @JsonProperty(defaultValue = "50")
                    @Min(1)
                    @Max(500)
                    int limit,
            @JsonPropertyDescription(
                            "The etag of an earlier result: what is unchanged is not sent again.")
                    @Size(max = 1000)
                    @Pattern(regexp = HEADER, message = NO_HEADER)
                    @Nullable String etag,
            @JsonPropertyDescription("The lastModified of an earlier result, likewise.")
                    @Size(max = 100)
                    @Pattern(regexp = HEADER, message = NO_HEADER)
                    @Nullable String lastModified) {}

    private final Outbound outbound;
    private final FeedConfig config;
    private final ObjectMapper json;

    FeedHandler(Outbound outbound, FeedConfig config, ObjectMapper json) {
        this.outbound = outbound;
        this.config = config;
        this.json = json;
    }

    @Override
    public JobType<Parameters> type() {
        return JobType.of(
                "feed",
                Parameters.class,
                "Reads an RSS, Atom or JSON feed into JSON that is the same for all of them.",
                new Parameters("https://example.org/feed.xml", 20, null, null));
    }

    @Override
    public JobResult run(Parameters parameters, JobContext job) throws Exception {
        job.stage("asking the server");
        try (OutboundAnswer answer = outbound.send(request(parameters))) {
            String address = answer.address().toString();
            Feed feed =
                    answer.status() == 304
                            ? Feed.unchanged(address)
                            : read(answer, address, job).limited(parameters.limit());
            return JobResult.json(
                    feed.from(
                            address,
                            movedTo(answer.redirects()),
                            answer.header("ETag").orElse(null),
                            answer.header("Last-Modified").orElse(null)));
        } catch (OutboundFailure e) {
            throw e.forJob();
        }
    }

    private OutboundRequest request(Parameters parameters) {
        OutboundRequest request =
                OutboundRequest.get(parameters.url(), config.maxSize().asLongValue())
                        .with("Accept", ACCEPTED);
        if (parameters.etag() != null && !parameters.etag().isBlank()) {
            request = request.with("If-None-Match", parameters.etag());
        }
        if (parameters.lastModified() != null && !parameters.lastModified().isBlank()) {
            request = request.with("If-Modified-Since", parameters.lastModified());
        }
        return request;
    }

    private Feed read(OutboundAnswer answer, String address, JobContext job) throws Exception {
        FeedText content = FeedText.decode(answer.bytes(), answer.header("Content-Type"));
        job.stage("reading the feed");
        if (content.damaged()) {
            job.warning(
                    "Some of the feed is not "
                            + content.charset()
                            + ", as it should be: see the letters \uFFFD.");
        }
        try {
            return job.compute(() -> read(content.text(), address));
        } catch (UnreadableFeed e) {
            throw new PermanentFailure(
                    Failure.of(e.code(), 422, address + " " + e.getMessage()), e);
        }
    }

    private Feed read(String text, String address) throws UnreadableFeed {
        if (text.isBlank()) {
            throw UnreadableFeed.somethingElse("is empty.");
        } else if (WebPage.is(text)) {
            throw UnreadableFeed.somethingElse(page(WebPage.feeds(text, address)));
        } else if (text.stripLeading().startsWith("{")) {
            return JsonFeed.read(text, address, json);
        } else if (!text.stripLeading().startsWith("<")) {
            throw UnreadableFeed.somethingElse("is neither XML nor JSON.");
        }
        return XmlFeed.read(text, address);
    }

    private static String page(List<String> feeds) {
        return feeds.isEmpty()
                ? "is a web page, not a feed, and names none."
                : "is a web page, not a feed. Ask for the feed that it names: "
                        + String.join(" or ", feeds);
    }

    /** Where the permanent redirects led that came before all others. */
    private static @Nullable String movedTo(List<Redirect> redirects) {
        return redirects.stream()
                .takeWhile(Redirect::isPermanent)
                .reduce((_, next) -> next)
                .map(redirect -> redirect.target().toString())
                .orElse(null);
    }
}
