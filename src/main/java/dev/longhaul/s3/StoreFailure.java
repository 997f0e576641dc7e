package dev.longhaul.s3;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A store did not do what it was asked to, with its own words. */
public final class StoreFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** Client errors that pass: the clocks differ for a while, a packet was bent on its way, somebody else cleaned up. */
    private static final Set<String> PASSING =
            Set.of(
                    "SlowDown",
                    "RequestTimeout",
                    "BadDigest",
                    "XAmzContentChecksumMismatch",
                    "IncompleteBody",
                    "NoSuchUpload",
                    "OperationAborted");

    private final boolean refused;

    private StoreFailure(String words, boolean refused, SdkException cause) {
        super(words, cause);
        this.refused = refused;
    }

    static StoreFailure of(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return new StoreFailure(String.valueOf(failure.getMessage()), false, failure);
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String words = details == null ? failure.getMessage() : details.errorMessage();
        int status = answer.statusCode();
        boolean refused =
                status >= 400
                        && status < 500
                        && status != 408
                        && status != 429
                        && !PASSING.contains(code);
        return new StoreFailure(
                "HTTP " + status + " " + code + (words == null ? "" : ": " + words),
                refused,
                failure);
    }

    /** Whether it would refuse the same again. Otherwise it was away, overloaded or unlucky. */
    public boolean isRefusal() {
        return refused;
    }
}
