package dev.longhaul.handler;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The job types of this installation: every handler that CDI finds. What is wrong with one of them stops the start.
 */
@Startup
@Singleton
public class JobCatalog {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 64;

    private final Map<String, JobDefinition<?>> definitions = new TreeMap<>();

    /**
     * @param samples whether types that only serve to try the service are offered
     * @throws ConfigurationException naming the handler, what is wrong with it and what would be right
     */
    @Inject
    JobCatalog(
            @All List<JobHandler<?>> handlers,
            ObjectMapper json,
            Validator constraints,
            @ConfigProperty(name = "longhaul.samples", defaultValue = "true") boolean samples) {
        for (JobHandler<?> handler : handlers) {
            define(handler, json, constraints, samples);
        }
    }

    private <P> void define(
            JobHandler<P> handler, ObjectMapper json, Validator constraints, boolean samples) {
        JobType<P> type = handler.type();
        String className =
                type.parameters().getEnclosingClass() == null
                        ? type.parameters().getName()
                        : type.parameters().getEnclosingClass().getName();
        require(
                NAME.matcher(type.name()).matches() && type.name().length() <= LONGEST_NAME,
                className,
                "calls its job type '"
                        + type.name()
                        + "'; use lower-case words joined by hyphens, at most "
                        + LONGEST_NAME
                        + " characters");
        require(
                type.maxAttempts() >= 1,
                className,
                "allows " + type.maxAttempts() + " attempts; allow at least 1");
        require(
                type.parameters().isRecord() && type.parameters().getRecordComponents() != null,
                className,
                "has parameters that are no record, or that a native image did not keep: make them a record inside the"
                        + " handler and annotate the handler with @RegisterForReflection");
        if (type.sample() && !samples) {
            return;
        }
        var definition = new JobDefinition<>(handler, type, json, constraints);
        List<Violation> wrong = definition.check(definition.example(), "");
        require(
                wrong.isEmpty(),
                className,
                "gives an example that its own schema refuses: " + wrong);
        JobDefinition<?> other = definitions.put(type.name(), definition);
        require(
                other == null,
                className,
                "calls its job type '" + type.name() + "', and so does another handler");
    }

    private static void require(boolean right, String className, String wrong) {
        if (!right) {
            throw new ConfigurationException(
                    "The job type of " + className + " cannot be used: it " + wrong + ".");
        }
    }

    /** The type of that name, if there is one. */
    public Optional<JobDefinition<?>> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    /** All types, in the order of their names. */
    public Collection<JobDefinition<?>> all() {
        return Collections.unmodifiableCollection(definitions.values());
    }
}
