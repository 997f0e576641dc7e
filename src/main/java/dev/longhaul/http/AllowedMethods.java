package dev.longhaul.http;

import jakarta.ws.rs.HttpMethod;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Which methods a path has. A 405 has to say so (RFC 9110 §15.5.6), and that of the framework does not. */
final class AllowedMethods {

    private AllowedMethods() {}

    /** Empty if there is nothing at that path. */
    static Set<String> of(ResteasyReactiveRequestContext request) {
        Set<String> methods = new TreeSet<>(PathMethods.of(request).keySet());
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }
}
