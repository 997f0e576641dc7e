package dev.longhaul.http;

import dev.longhaul.ledger.LedgerUnavailable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Turns what is thrown, by this service or by the framework, into problem documents. */
class ExceptionMappers {

    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);
    private static final int ASK_AGAIN_SECONDS = 5;

    @ServerExceptionMapper
    Response malformedJson(MalformedJson e, UriInfo uri) {
        return Problems.of(ProblemType.MALFORMED_JSON, Urls.of(uri), String.valueOf(e.getMessage()))
                .build();
    }

    @ServerExceptionMapper
    Response bodyTooLarge(BodyTooLarge e, UriInfo uri) {
        return Problems.of(
                        ProblemType.TOO_LARGE,
                        Urls.of(uri),
                        "The body has more than "
                                + e.limit()
                                + " bytes, which is the most that is taken here.")
                .build();
    }

    @ServerExceptionMapper
    Response badHeader(BadHeader e, UriInfo uri) {
        return Problems.of(ProblemType.BAD_REQUEST, Urls.of(uri), String.valueOf(e.getMessage()))
                .build();
    }

    @ServerExceptionMapper
    Response databaseAway(LedgerUnavailable e, UriInfo uri) {
        LOG.errorf("A caller was told to come back, for %s", e.getMessage());
        return Problems.of(
                        ProblemType.DATABASE_UNAVAILABLE,
                        Urls.of(uri),
                        "The request could not be carried out; send it again in a few seconds.")
                .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS)
                .build();
    }

    /** What the framework refuses before any resource sees it. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e, UriInfo uri) {
        Urls urls = Urls.of(uri);
        Response original = e.getResponse();
        int status = status(original);
        Response.ResponseBuilder problem =
                switch (status) {
                    case 404 ->
                            Problems.of(
                                    ProblemType.NOT_FOUND,
                                    urls,
                                    "There is nothing at " + uri.getPath() + ".");
                    case 405 ->
                            Problems.of(
                                    ProblemType.METHOD_NOT_ALLOWED,
                                    urls,
                                    "This resource has no such method; see the Allow header.");
                    case 406 ->
                            Problems.of(
                                    ProblemType.NOT_ACCEPTABLE,
                                    urls,
                                    "This resource is application/json; accept that, or */*.");
                    case 413 -> Problems.of(ProblemType.TOO_LARGE, urls, "Send a smaller body.");
                    case 415 ->
                            Problems.of(
                                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                    urls,
                                    "Send the body as "
                                            + String.join(
                                                    " or ",
                                                    TakenMediaTypes.of(CurrentRequestManager.get()))
                                            + " and say so in Content-Type.");
                    default ->
                            status >= 500
                                    ? unexpected(e, urls)
                                    : Problems.of(
                                                    ProblemType.BAD_REQUEST,
                                                    urls,
                                                    "The request cannot be understood.")
                                            .status(status);
                };
        return status == 405
                ? problem.allow(AllowedMethods.of(CurrentRequestManager.get())).build()
                : problem.build();
    }

    /** The framework says 404 where the class that it finds last has no such path, though another has it. */
    private static int status(Response original) {
        var request = CurrentRequestManager.get();
        if (original.getStatus() != 404) {
            return original.getStatus();
        }
        Set<String> methods = AllowedMethods.of(request);
        return methods.isEmpty() || methods.contains(request.getMethod()) ? 404 : 405;
    }

    /** Whoever goes away in the middle of an answer has their reasons, and nobody is left to be told. */
    @ServerExceptionMapper
    Response notSent(IOException e, UriInfo uri) {
        if (!CurrentRequestManager.get().serverResponse().closed()) {
            return unexpected(e, uri);
        }
        LOG.debugf("A caller of %s went away before the end of the answer (%s)", uri.getPath(), e);
        return Response.noContent().build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri) {
        return unexpected(e, Urls.of(uri)).build();
    }

    private static Response.ResponseBuilder unexpected(Throwable e, Urls urls) {
        String reference = UUID.randomUUID().toString();
        LOG.errorf(e, "A request failed in an unexpected way (reference %s)", reference);
        return Problems.of(
                ProblemType.INTERNAL_ERROR,
                urls,
                "The request failed; the operator finds the cause under reference "
                        + reference
                        + ".");
    }
}
