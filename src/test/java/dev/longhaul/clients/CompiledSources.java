package dev.longhaul.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources that are none of ours, compiled by whoever needs them and judged by nobody. */
final class CompiledSources {

    private CompiledSources() {}

    /** Compiles all sources below the folders against what the tests see, and loads what comes of it. */
    static URLClassLoader load(List<Path> folders, Path output) throws IOException {
        var sources = new ArrayList<Path>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    List.of("-d", output.toString(), "-proc:none", "-nowarn"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
        return new URLClassLoader(
                new URL[] {output.toUri().toURL()}, CompiledSources.class.getClassLoader());
    }
}
