package dev.longhaul.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** Answers with problem documents where a path cannot even be read, so that no resource comes to see the request. */
@Singleton
class UnroutedProblems {

    private final ObjectMapper json;

    UnroutedProblems(ObjectMapper json) {
        this.json = json;
    }

    void answer(@Observes Router router) {
        router.errorHandler(ProblemType.BAD_REQUEST.status(), this::answer);
    }

    private void answer(RoutingContext refused) {
        HttpServerRequest request = refused.request();
        Urls urls = new Urls(request.scheme() + "://" + request.authority());
        ProblemType type = ProblemType.BAD_REQUEST;
        var problem =
                new Problem(
                        urls.problem(type),
                        type.title(),
                        type.status(),
                        type.code(),
                        "The path of the request cannot be read; a % in it is followed by two hexadecimal digits.",
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        try {
            refused.response()
                    .setStatusCode(type.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a problem is texts and numbers", e);
        }
    }
}
