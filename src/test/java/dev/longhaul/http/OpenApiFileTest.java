package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiFileTest {

    private static final Path FILE = Path.of("openapi.yaml");

    @Test
    void theFileInTheRepositoryIsWhatTheServiceAnswers() throws IOException {
        String served = given().queryParam("format", "yaml").get("/q/openapi").asString();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(FILE, served);
        }
        assertThat(Files.readString(FILE))
                .as("run 'make openapi' and commit openapi.yaml")
                .isEqualTo(served);
    }
}
