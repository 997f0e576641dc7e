package dev.longhaul.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The queues of this installation, the limits of its job types, and the lanes that follow from them. */
// Before anything that connects or listens: what stops the start shall be all that is said.
@Startup(1)
@Singleton
public class Queues {

    /** The queue of jobs that name none. */
    public static final String DEFAULT = "default";

    private static final String OWNER = "owner";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, OptionalInt> concurrency = new TreeMap<>();
    private final Map<String, QueueSettings.Limit> limits;

    /**
     * @throws ConfigurationException naming the setting that is wrong and what would be right
     */
    Queues(QueueSettings settings) {
        names.add(DEFAULT);
        settings.queues()
                .forEach((name, queue) -> {
                    require(
                            NAME.matcher(name).matches(),
                            "longhaul.queues."
                                    + name
                                    + " names a queue; use lower-case words joined by hyphens.");
                    requirePositive(
                            "longhaul.queues." + name + ".concurrency", queue.concurrency());
                    names.add(name);
                    concurrency.put(name, queue.concurrency());
                });
        this.limits = Map.copyOf(settings.limits());
        limits.forEach((type, limit) -> {
            requirePositive("longhaul.limits." + type + ".at-once", limit.atOnce());
            requirePositive("longhaul.limits." + type + ".per-key", limit.perKey());
            require(
                    limit.atOnce().isPresent() || limit.perKey().isPresent(),
                    "longhaul.limits." + type + " limits nothing; set at-once, per-key or both.");
        });
    }

    private static void requirePositive(String key, OptionalInt number) {
        require(
                number.orElse(1) >= 1,
                key
                        + " is "
                        + number.orElse(1)
                        + "; it has to be at least 1. To stop a queue, pause it.");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new ConfigurationException(sentence);
        }
    }

    /** All names, in their order. */
    public SortedSet<String> names() {
        return names;
    }

    /**
     * How many jobs of a queue a worker of so many slots runs at once.
     *
     * @param queue one of {@link #names}
     */
    public int concurrency(String queue, int slots) {
        return Math.min(slots, concurrency.getOrDefault(queue, OptionalInt.empty()).orElse(slots));
    }

    /** The limits by job type, for those that have any. */
    public Map<String, QueueSettings.Limit> limits() {
        return limits;
    }

    /**
     * The lane of a job: jobs of one lane are taken in their order, and lanes take turns. Each owner has one, and one more
     * for each key of a type that is limited, so that what a limit holds back can be passed by all at once.
     *
     * @param parameters a JSON object
     * @return a hash; two lanes that fall together would share turns, which at 63 bits nobody will see
     */
    public long lane(String owner, String type, JsonNode parameters) {
        QueueSettings.Limit limit = limits.get(type);
        return limit == null
                ? hash("owner", owner)
                : hash("limited", owner, type, key(limit, owner, parameters));
    }

    /** What the limit for each key of a type counts by, a hash. Empty for a type without limits. */
    public OptionalLong limitKey(String owner, String type, JsonNode parameters) {
        QueueSettings.Limit limit = limits.get(type);
        return limit == null
                ? OptionalLong.empty()
                : OptionalLong.of(hash("key", type, key(limit, owner, parameters)));
    }

    private static String key(QueueSettings.Limit limit, String owner, JsonNode parameters) {
        return limit.key().equals(OWNER) ? owner : parameters.path(limit.key()).toString();
    }

    private static long hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest()).getLong() >>> 1;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
