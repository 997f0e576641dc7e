package dev.longhaul.http;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** As what a resource takes a body, for those who sent it as something else. */
final class TakenMediaTypes {

    private TakenMediaTypes() {}

    /** At least one: what takes bodies and does not say as what takes JSON. */
    static List<String> of(ResteasyReactiveRequestContext request) {
        List<String> taken =
                Optional.ofNullable(PathMethods.of(request).get(request.getMethod()))
                        .map(RuntimeResource::getConsumes)
                        .orElse(List.of())
                        .stream()
                        .map(type -> type.getType() + "/" + type.getSubtype())
                        .toList();
        return taken.isEmpty() ? List.of(MediaType.APPLICATION_JSON) : taken;
    }
}
