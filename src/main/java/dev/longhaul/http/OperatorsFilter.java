package dev.longhaul.http;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Keeps what is marked {@link OperatorsOnly} from everybody else. */
@Singleton
class OperatorsFilter {

    // Filters are made while the image is built, before there are settings.
    private final Instance<Callers> callers;

    OperatorsFilter(Instance<Callers> callers) {
        this.callers = callers;
    }

    @ServerRequestFilter
    @OperatorsOnly
    Optional<Response> refuse(UriInfo uri) {
        return callers.get().mayOperate()
                ? Optional.empty()
                : Optional.of(
                        Problems.of(
                                        ProblemType.OPERATORS_ONLY,
                                        Urls.of(uri),
                                        "Ask somebody who has the role operator.")
                                .build());
    }
}
