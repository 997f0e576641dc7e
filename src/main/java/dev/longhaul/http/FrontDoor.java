package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.http.RequestFlaws.Flaw;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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

    /** RFC 9112 §3.2.2: an absolute target goes before the header. The URLs in answers are made from it. */
    private static void nameHost(HttpServerRequest request) {
        RequestFlaws.authority(request.uri())
                .ifPresent(authority -> request.headers().set(HttpHeaders.HOST, authority));
    }

    /** Where the router itself stumbles over a request, no handler has seen it yet. */
    private void refuse(RoutingContext request) {
        if (request.response().headWritten()) {
            request.next();
            return;
        }
        flaws.of(request.request())
                .ifPresentOrElse(flaw -> answer(request, flaw), () -> refuseWithoutFlaw(request));
    }

    private void refuseWithoutFlaw(RoutingContext request) {
        if (request.statusCode() == 404 && RequestFlaws.isOfServer(request.request())) {
            // RFC 9110 §9.3.7: there is nothing to say of the server but that it is there.
            request.response().setStatusCode(204).end();
        } else if (request.statusCode() == 404) {
            answer(request, new Flaw(ProblemType.NOT_FOUND, "There is nothing at that path."));
        } else if (request.statusCode() == 400) {
            answer(request, new Flaw(ProblemType.BAD_REQUEST, "The request cannot be understood."));
        } else {
            request.next();
        }
    }

    private void answer(RoutingContext request, Flaw flaw) {
        var problem = Problems.document(flaw.type(), Urls.of(request.request()), flaw.detail());
        HttpServerResponse response =
                request.response()
                        .setStatusCode(flaw.type().status())
                        .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.request().version() == HttpVersion.HTTP_2) {
            response.end(written(problem));
        } else {
            // What follows on this connection may be anything.
            response.putHeader(HttpHeaders.CONNECTION, "close")
                    .end(written(problem))
                    .onComplete(_ -> request.request().connection().close());
        }
    }

    private String written(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new AssertionError("problems are written as JSON all the time", e);
        }
    }
}
