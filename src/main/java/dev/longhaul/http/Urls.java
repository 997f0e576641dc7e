package dev.longhaul.http;

import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Absolute URLs as the caller sees this service: from the request, behind a trusted proxy from what that forwards. */
record Urls(String base) {

    static Urls of(UriInfo request) {
        if (request.getBaseUri().getRawAuthority() == null) {
            return of(CurrentRequestManager.get().serverRequest().unwrap(HttpServerRequest.class));
        }
        String base = request.getBaseUri().toString();
        return new Urls(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    }

    /** The same before there is a resource. Who names no host, as HTTP/1.0 allows, is told the address that they found. */
    static Urls of(HttpServerRequest request) {
        SocketAddress here = request.localAddress();
        String authority =
                RequestFlaws.authority(request.uri())
                        .or(() -> Optional.ofNullable(request.authority()).map(Object::toString))
                        .filter(RequestFlaws::isAuthority)
                        .orElseGet(() ->
                                HostAndPort.create(here.hostAddress(), here.port()).toString());
        return new Urls(request.scheme() + "://" + authority);
    }

    String jobs() {
        return base + "/jobs";
    }

    String job(JobId id) {
        return jobs() + "/" + id;
    }

    String status(JobId id) {
        return job(id) + "/status";
    }

    String events(JobId id) {
        return job(id) + "/events";
    }

    String log(JobId id) {
        return job(id) + "/log";
    }

    String cancel(JobId id) {
        return job(id) + "/cancel";
    }

    String result(JobId id) {
        return job(id) + "/result";
    }

    String manifest(JobId id) {
        return result(id) + "/manifest";
    }

    String file(FileId id) {
        return base + "/files/" + id;
    }

    /** A schedule of the caller's own. */
    String schedule(String name) {
        return base + "/schedules/" + name;
    }

    String jobType(String name) {
        return base + "/job-types/" + name;
    }

    String problems() {
        return base + "/problems";
    }

    String problem(ProblemType type) {
        return problems() + "/" + type.code();
    }
}
