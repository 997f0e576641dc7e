package dev.longhaul.http;

import dev.longhaul.role.Role;
import dev.longhaul.role.Roles;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A process without the role {@code web} has its health and metrics, and sends callers elsewhere. */
@Singleton
class WebRoleFilter {

    // Filters are made while the image is built, before there are settings.
    private final Instance<Roles> roles;

    WebRoleFilter(Instance<Roles> roles) {
        this.roles = roles;
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> refuse(UriInfo uri) {
        return roles.get().include(Role.WEB)
                ? Optional.empty()
                : Optional.of(
                        Problems.of(
                                        ProblemType.NOT_HERE,
                                        Urls.of(uri),
                                        "This process has "
                                                + named(roles.get())
                                                + "; ask one that has the role web.")
                                .build());
    }

    private static String named(Roles roles) {
        String names =
                roles.all().stream().map(Role::word).sorted().collect(Collectors.joining(", "));
        return (roles.all().size() == 1 ? "the role " : "the roles ") + names;
    }
}
