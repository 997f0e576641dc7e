package dev.longhaul.s3;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** How an S3-compatible store is reached. The settings of each store that an operator names. */
public interface Connection {

    /** Where it answers, such as {@code https://minio.example:9000}. Amazon's own where nothing is said. */
    Optional<URI> endpoint();

    @WithDefault("us-east-1")
    String region();

    /** Found as Amazon's tools find it where nothing is said: in the environment, or by the role of the machine. */
    Optional<String> accessKey();

    Optional<String> secretKey();

    /** Whether the bucket stands in the path of URLs and not in the name of the host. So where an endpoint is given. */
    Optional<Boolean> pathStyle();
}
