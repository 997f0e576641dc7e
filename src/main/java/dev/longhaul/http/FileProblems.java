package dev.longhaul.http;

import dev.longhaul.intake.FileNotStored;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong with files and forms into problem documents. */
class FileProblems {

    private static final Logger LOG = Logger.getLogger(FileProblems.class);
    private static final int ASK_AGAIN_SECONDS = 60;

    @ServerExceptionMapper
    Response malformed(MalformedMultipart e, UriInfo uri) {
        return Problems.of(
                        ProblemType.MALFORMED_MULTIPART,
                        Urls.of(uri),
                        String.valueOf(e.getMessage()))
                .build();
    }

    @ServerExceptionMapper
    Response truncated(TruncatedBody e, UriInfo uri) {
        return Problems.of(ProblemType.BAD_REQUEST, Urls.of(uri), String.valueOf(e.getMessage()))
                .build();
    }

    @ServerExceptionMapper
    Response notStored(FileNotStored e, UriInfo uri) {
        LOG.errorf(
                "The file of a caller could not be stored. Is the disk full, and may this process write to the folder of"
                        + " uploads? (%s)",
                e.getMessage());
        return Problems.of(
                        ProblemType.FILE_NOT_STORED,
                        Urls.of(uri),
                        "There was no room for the file, or its disk was away; send it again later.")
                .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS)
                .build();
    }
}
