package dev.longhaul.upkeep;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** A process whose duties are done when a test says so. */
public class ByHand implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("longhaul.roles", "web,worker");
    }

    /** The settings of the duties that tests do by hand. */
    record Settings(Duration reapEvery, Duration reprieve, Duration tombstones, Duration sweepAfter)
            implements UpkeepConfig {

        static final Settings USUAL =
                new Settings(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofDays(30),
                        Duration.ofHours(1));

        Settings withTombstones(Duration tombstones) {
            return new Settings(reapEvery, reprieve, tombstones, sweepAfter);
        }

        @Override
        public int lossesTolerated() {
            return 3;
        }

        @Override
        public Duration expireEvery() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration reloadEvery() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration sweepEvery() {
            return Duration.ofMinutes(1);
        }
    }
}
