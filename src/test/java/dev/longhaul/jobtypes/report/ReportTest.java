package dev.longhaul.jobtypes.report;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Jobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReportTest {

    @ParameterizedTest
    @ValueSource(strings = {"html", "pdf", "xlsx", "csv"})
    void looks(String format) throws Exception {
        String job =
                Jobs.submit(
                        "report",
                        "{\"report\": \"daily-traffic\", \"format\": \"" + format + "\"}");
        JsonPath end = Jobs.awaitEnd(job);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("succeeded");
        Files.write(Path.of("/tmp/h3/out." + format), when().get(job + "/result").asByteArray());
    }
}
