package dev.longhaul.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MethodsTest {

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "PROPFIND");

    @Test
    void eachPathNamesItsMethodsToWhoeverUsesAnother() throws IOException {
        JsonNode paths =
                new ObjectMapper(new YAMLFactory())
                        .readTree(Path.of("openapi.yaml").toFile())
                        .path("paths");
        assertThat(paths.size()).isGreaterThan(20);
        for (var path : paths.properties()) {
            Set<String> declared = new TreeSet<>();
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(name -> declared.add(name.toUpperCase(Locale.ROOT)));
            for (String method : METHODS) {
                if (!declared.contains(method)) {
                    isRefused(method, path.getKey().replaceAll("\\{\\w+}", "x"), declared);
                }
            }
        }
    }

    private static void isRefused(String method, String path, Set<String> declared) {
        var answer = given().request(method, path).then().extract();
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(405);
        assertThat(answer.<String>path("code")).isEqualTo("method-not-allowed");
        Set<String> allowed = new TreeSet<>(List.of(answer.header("Allow").split(", *")));
        declared.removeIf(name -> !METHODS.contains(name));
        assertThat(allowed).containsAll(declared).doesNotContain(method);
    }
}
