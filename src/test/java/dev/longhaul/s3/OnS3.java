package dev.longhaul.s3;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** Results and files of callers in a bucket, and stores to upload to. */
public class OnS3 implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("longhaul.files.max-size", "64M");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(S3Server.class));
    }
}
