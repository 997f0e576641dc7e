package dev.longhaul.http;

import dev.longhaul.job.FileId;
import dev.longhaul.job.JobId;
import jakarta.ws.rs.core.UriInfo;

/** Absolute URLs as the caller sees this service: from the request, behind a trusted proxy from what that forwards. */
record Urls(String base) {

    static Urls of(UriInfo request) {
        String base = request.getBaseUri().toString();
        return new Urls(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
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
