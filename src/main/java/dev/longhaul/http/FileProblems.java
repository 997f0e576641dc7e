package dev.longhaul.http;

import dev.longhaul.files.FilesUnavailable;
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
    private static final int STORE_IS_BACK_SECONDS = 10;

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
    Response storeAway(FilesUnavailable e, UriInfo uri) {
        LOG.errorf("A caller was told to come back, for the store of files: %s", e.getMessage());
        return Problems.of(
                        ProblemType.FILES_UNAVAILABLE,
                        Urls.of(uri),
                        "The store of files did not answer; send the request again in a while.")
                .header(HttpHeaders.RETRY_AFTER, STORE_IS_BACK_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response notStored(FileNotStored e, UriInfo uri) {
        if (e.getCause() instanceof FilesUnavailable away) {
            return storeAway(away, uri);
        }
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
