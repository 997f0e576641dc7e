package dev.longhaul.jobtypes.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.mail.MailSettings;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The operator's templates: of {@code welcome.txt} and {@code welcome.html}, or one of them, {@code welcome} is made. What is put
 * into HTML is escaped. Templates see the data and nothing else.
 */
@Startup(1)
@Singleton
class Templates {

    private static final String TEXT = ".txt";
    private static final String HTML = ".html";

    /** Either or both. */
    record Body(Optional<String> text, Optional<String> html) {}

    private final Map<String, Template> files = new TreeMap<>();
    private final ObjectMapper json;
    private final Engine engine =
            Engine.builder()
                    .addDefaults()
                    .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                    .build();

    /**
     * @throws ConfigurationException if the folder cannot be read or a file is not a template
     */
    Templates(MailSettings settings, ObjectMapper json) {
        this.json = json;
        settings.templates().ifPresent(this::read);
    }

    private void read(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(Templates::isTemplate).sorted().toList()) {
                files.put(path.getFileName().toString(), parse(path));
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "longhaul.mail.templates is "
                            + folder.toAbsolutePath()
                            + ", which cannot be read as UTF-8 files in a folder ("
                            + e
                            + "); name the folder of your templates.",
                    e);
        }
    }

    private static boolean isTemplate(Path path) {
        return path.getFileName().toString().matches("[A-Za-z0-9_-]+(\\.txt|\\.html)");
    }

    private Template parse(Path path) throws IOException {
        String type = path.toString().endsWith(HTML) ? Variant.TEXT_HTML : Variant.TEXT_PLAIN;
        try {
            return engine.parse(
                    Files.readString(path),
                    Variant.forContentType(type),
                    path.getFileName().toString());
        } catch (TemplateException e) {
            throw new ConfigurationException(
                    "the template " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** All names. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        files.keySet().forEach(file -> names.add(file.substring(0, file.lastIndexOf('.'))));
        return names;
    }

    /**
     * Fills a template in.
     *
     * @throws TemplateException if it asks for what the data do not have
     * @throws IllegalArgumentException if there is no such template
     */
    Body render(String name, Map<String, JsonNode> data) {
        Map<?, ?> values = json.convertValue(data, Map.class);
        var body = new Body(filled(name + TEXT, values), filled(name + HTML, values));
        if (body.text().isEmpty() && body.html().isEmpty()) {
            throw new IllegalArgumentException(name);
        }
        return body;
    }

    private Optional<String> filled(String file, Map<?, ?> values) {
        return Optional.ofNullable(files.get(file)).map(template -> template.render(values));
    }
}
