package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks requests over before any resource is sought, and answers what the server below would answer without a word. What
 * cannot be read as a request at all does not come this far: see docs/http-edges.md.
 */
@Singleton
class FrontDoor {

    /** Before all that Quarkus adds; it has a use for the very first place itself. */
    private static final int FIRST = Integer.MIN_VALUE + 10;

    private final RequestFlaws flaws;
    private final ObjectMapper json;

    FrontDoor(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes,
            ObjectMapper json) {
        this.flaws = new RequestFlaws(mostBytes.asLongValue());
        this.json = json;
    }

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(this::lookOver).failureHandler(this::refuse);
        // Where the path cannot be read, no route is even tried.
        router.errorHandler(400, this::refuse);
        router.errorHandler(404, this::refuse);
    }

    private void lookOver(RoutingContext request) {
        flaws.of(request.request())
                .ifPresentOrElse(
                        flaw -> answer(request, flaw),
                        () -> {
                            nameHost(request.request());
                            request.next();
                        });
    }

    /** The URLs in answers are made from it. */
    private static void nameHost(HttpServerRequest request) {
        Optional<String> authority = RequestFlaws.authority(request.uri());
        if (authority.isPresent()) {
            // RFC 9112 §3.2.2: the target goes before the header.
            request.headers().set(HttpHeaders.HOST, authority.get());
        } else if (request.version() == HttpVersion.HTTP_1_0
                && !request.headers().contains(HttpHeaders.HOST)) {
            SocketAddress here = request.localAddress();
            request.headers()
                    .set(
                            HttpHeaders.HOST,
                            HostAndPort.create(here.hostAddress(), here.port()).toString());
        }
    }

    private void refuse(RoutingContext request) {
        if (request.response().headWritten()
                || (request.statusCode() != 400 && request.statusCode() != 404)) {
            request.next();
        } else if (request.request().method() == HttpMethod.OPTIONS
                && "*".equals(request.request().uri())) {
            // RFC 9110 §9.3.7: the server as a whole. There is nothing to say of it but that it is
            // there.
            request.response().setStatusCode(204).end();
        } else {
            answer(request, flaws.of(request.request()).orElseGet(() -> ofTarget(request)));
        }
    }

    private static RequestFlaws.Flaw ofTarget(RoutingContext request) {
        String target = request.request().uri();
        if (!target.startsWith("/") && !target.contains("://")) {
            return new RequestFlaws.Flaw(
                    ProblemType.BAD_REQUEST,
                    "What is asked for has to be a path that begins with /.");
        }
        return request.statusCode() == 404
                ? new RequestFlaws.Flaw(ProblemType.NOT_FOUND, "There is nothing at that path.")
                : new RequestFlaws.Flaw(
                        ProblemType.BAD_REQUEST,
                        "The URL cannot be read: two hexadecimal digits have to follow each %, and characters such as"
                                + " spaces, braces and backslashes have to be written that way.");
    }

    private void answer(RoutingContext request, RequestFlaws.Flaw flaw) {
        var problem = Problems.document(flaw.type(), urls(request.request()), flaw.detail());
        // What follows on this connection may be anything.
        request.response()
                .setStatusCode(flaw.type().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONNECTION, "close");
        request.request().resume();
        request.response().end(written(problem));
    }

    private String written(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new AssertionError("problems are written as JSON all the time", e);
        }
    }

    /** With no host to be named, the types of problems are paths: RFC 9457 §3.1.1 allows that. */
    private static Urls urls(HttpServerRequest request) {
        try {
            HostAndPort authority = request.authority();
            return new Urls(authority == null ? "" : request.scheme() + "://" + authority);
        } catch (IllegalArgumentException e) {
            return new Urls("");
        }
    }
}
