package dev.longhaul.http;

import jakarta.ws.rs.HttpMethod;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/** Which methods a path has. A 405 has to say so (RFC 9110 §15.5.6), and that of the framework does not. */
final class AllowedMethods {

    private AllowedMethods() {}

    /** Empty if there is nothing at that path. */
    static Set<String> of(ResteasyReactiveRequestContext request) {
        var resources =
                new RequestMapper<InitialMatch>(
                        new ArrayList<>(request.getDeployment().getClassMappers()));
        Set<String> methods = new TreeSet<>();
        var match = resources.map(request.getPathWithoutPrefix());
        if (match != null) {
            String rest = match.remaining.isEmpty() ? "/" : match.remaining;
            for (var handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler resource) {
                    addMethods(resource, rest, methods);
                }
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    private static void addMethods(ClassRoutingHandler resource, String path, Set<String> methods) {
        resource.getMappers()
                .forEach((method, paths) -> {
                    if (method != null && paths.map(path) != null) {
                        methods.add(method);
                    }
                });
    }
}
