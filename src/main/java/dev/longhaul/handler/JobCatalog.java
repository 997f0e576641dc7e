package dev.longhaul.handler;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaException;
import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
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
import org.jspecify.annotations.Nullable;

/**
 * The job types of this installation: every handler that CDI finds. What is wrong with one of them stops the start.
 */
// Before anything that connects or listens: what stops the start shall be all that is said.
@Startup(1)
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
        String owner = nameOf(handler);
        checkName(type, owner);
        require(
                type.maxAttempts() >= 1,
                owner,
                "allows " + type.maxAttempts() + " attempts; allow at least 1");
        checkRecord(type.parameters(), owner);
        if (type.sample() && !samples) {
            return;
        }
        JobDefinition<P> definition = definition(handler, type, owner, json, constraints);
        List<Violation> wrong = definition.wrongExample();
        require(wrong.isEmpty(), owner, "gives an example that its own schema refuses: " + wrong);
        JobDefinition<?> other = definitions.putIfAbsent(type.name(), definition);
        if (other != null) {
            throw unusable(
                    owner,
                    "is called '" + type.name() + "', and so is that of " + nameOf(other.handler()),
                    null);
        }
    }

    private static <P> JobDefinition<P> definition(
            JobHandler<P> handler,
            JobType<P> type,
            String owner,
            ObjectMapper json,
            Validator constraints) {
        try {
            return new JobDefinition<>(handler, type, json, constraints);
        } catch (IllegalArgumentException | JsonSchemaException e) {
            throw unusable(owner, "has parameters without a schema: " + e.getMessage(), e);
        }
    }

    private static void checkName(JobType<?> type, String owner) {
        require(
                NAME.matcher(type.name()).matches() && type.name().length() <= LONGEST_NAME,
                owner,
                "is called '"
                        + type.name()
                        + "'; use lower-case words joined by hyphens, at most "
                        + LONGEST_NAME
                        + " characters");
    }

    private static void checkRecord(Class<?> parameters, String owner) {
        require(
                parameters.isRecord(),
                owner,
                "reads its parameters into " + parameters.getName() + "; make that a record");
        String missing =
                "cannot see the members of its parameters; annotate "
                        + parameters.getName()
                        + ", or the class around it, with @RegisterForReflection";
        try {
            require(parameters.getRecordComponents() != null, owner, missing);
        } catch (UnsupportedOperationException | Error e) {
            // Native images have an error of their own for records that were not registered.
            throw unusable(owner, missing, e);
        }
    }

    /** The class as its author wrote it, not what CDI made of it. */
    private static String nameOf(JobHandler<?> handler) {
        Class<?> type = ClientProxy.unwrap(handler).getClass();
        while (type.isSynthetic() && type.getSuperclass() != Object.class) {
            type = type.getSuperclass();
        }
        return type.getName();
    }

    private static void require(boolean right, String owner, String wrong) {
        if (!right) {
            throw unusable(owner, wrong, null);
        }
    }

    private static ConfigurationException unusable(
            String owner, String wrong, @Nullable Throwable cause) {
        return new ConfigurationException(
                "The job type of " + owner + " cannot be used: it " + wrong + ".", cause);
    }

    /** Has the schemas of all types refined anew, after what they name has changed. */
    public void refresh() {
        definitions.values().forEach(JobDefinition::refresh);
    }

    /** The type of that name, if there is one. */
    public Optional<JobDefinition<?>> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    /** The names of all types, in their order. */
    public List<String> names() {
        return List.copyOf(definitions.keySet());
    }

    /** All types, in the order of their names. */
    public Collection<JobDefinition<?>> all() {
        return Collections.unmodifiableCollection(definitions.values());
    }
}
