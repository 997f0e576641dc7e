package dev.longhaul.http;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** What the framework knows of the path of a request, also where it does not route the request there. */
final class PathMethods {

    private PathMethods() {}

    /** The methods of resources at that path, by their HTTP methods. Empty if there is nothing. */
    static Map<String, RuntimeResource> of(ResteasyReactiveRequestContext request) {
        var resources =
                new RequestMapper<InitialMatch>(
                        new ArrayList<>(request.getDeployment().getClassMappers()));
        Map<String, RuntimeResource> methods = new TreeMap<>();
        var match = resources.map(request.getPathWithoutPrefix());
        if (match != null) {
            String rest = match.remaining.isEmpty() ? "/" : match.remaining;
            for (var handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler resource) {
                    add(resource, rest, methods);
                }
            }
        }
        return methods;
    }

    private static void add(
            ClassRoutingHandler resource, String path, Map<String, RuntimeResource> methods) {
        resource.getMappers()
                .forEach((method, paths) -> {
                    var match = method == null ? null : paths.map(path);
                    if (match != null) {
                        methods.put(method, match.value);
                    }
                });
    }
}
