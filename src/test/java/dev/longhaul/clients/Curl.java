package dev.longhaul.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command, in a process of its own.
 *
 * @param options that it is given each time
 * @param directory where it leaves what it was sent
 */
record Curl(List<String> options, Path directory) implements Client {

    @Override
    public String name() {
        return "`" + String.join(" ", command(List.of())) + "`";
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }

    @Override
    public Sighting get(URI url) throws IOException, InterruptedException {
        return run(url.toString());
    }

    /** What came of the command with the options and these arguments. */
    Sighting run(String... arguments) throws IOException, InterruptedException {
        Path body = Files.createTempFile(directory, "body", "");
        Path head = Files.createTempFile(directory, "head", "");
        List<String> command = command(List.of(arguments));
        command.addAll(
                List.of(
                        "-sS",
                        "-o",
                        body.toString(),
                        "-D",
                        head.toString(),
                        "-w",
                        "%{url_effective}"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return sighting(Files.readString(head), Files.readAllBytes(body), asked(arguments), said);
    }

    private List<String> command(List<String> arguments) {
        return Stream.of(List.of("curl"), options, arguments)
                .flatMap(List::stream)
                .collect(Collectors.toList());
    }

    private static String asked(String... arguments) {
        return arguments[arguments.length - 1];
    }

    /** Of the last answer, where there are several. */
    private static Sighting sighting(String heads, byte[] body, String asked, String end) {
        String[] answers = heads.strip().split("\r\n\r\n", -1);
        List<String> lines = answers[answers.length - 1].lines().toList();
        var headers =
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(": ", 2))
                        .collect(
                                Collectors.groupingBy(
                                        header -> header[0],
                                        Collectors.mapping(
                                                header -> header[1], Collectors.toList())));
        return new Sighting(
                Optional.empty(),
                Integer.parseInt(Arrays.asList(lines.getFirst().split(" ", -1)).get(1)),
                HttpHeaders.of(headers, (_, _) -> true),
                body,
                Optional.of(URI.create(end)).filter(url -> !end.equals(asked)));
    }
}
