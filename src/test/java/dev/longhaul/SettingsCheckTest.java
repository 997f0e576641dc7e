package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {

    private static SmallRyeConfig config(
            Map<String, String> environment, Map<String, String> file) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(file, "a file", 250))
                .build();
    }

    private static SettingsCheck of(String variable, String value) {
        return new SettingsCheck(config(Map.of(variable, value), Map.of()));
    }

    private static List<String> unknown(String variable, String value) {
        return new UnknownVariables(config(Map.of(variable, value), Map.of())).sentences();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LONGHAUL_ROLES | web,wroker | it has to be made of web, worker, scheduler. Did you mean 'worker'?
                    LONGHAUL_FILES | s4 | it has to be one of disk, s3. Did you mean 's3'?
                    LONGHAUL_EXECUTION_SLOTS | many | it has to be a whole number from 1 to 10000.
                    LONGHAUL_EXECUTION_SLOTS | 0 | it has to be a whole number from 1 to 10000.
                    LONGHAUL_EXECUTION_PROCESSORS | two | it has to be a whole number, at least 1.
                    LONGHAUL_EXECUTION_LEASE | 15x | it has to be a duration like 500ms, 15s or 10m, at least 1s.
                    LONGHAUL_EXECUTION_POLL | 1ms | it has to be a duration like 500ms, 15s or 10m, at least 10ms.
                    LONGHAUL_SAMPLES | yep | it has to be true or false.
                    LONGHAUL_MIGRATE_AT_START | nein | it has to be true or false.
                    LONGHAUL_FILES_MAX_SIZE | 1 gigabyte | it has to be a size like 500K, 10M or 1G.
                    QUARKUS_HTTP_PORT | abc | it has to be the number of a port, from 1 to 65535.
                    QUARKUS_HTTP_PORT | 99999 | it has to be the number of a port, from 1 to 65535.
                    AMQP_PORT | amqp | it has to be the number of a port, from 1 to 65535.
                    """)
    void aWrongValueIsToldWithItsVariableAndWhatWouldBeRight(
            String variable, String value, String sentence) {
        assertThatThrownBy(of(variable, value)::refuseWrongValues)
                .isInstanceOf(Bootstrap.StartFailure.class)
                .hasMessage(variable + " is '" + value + "'; " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LONGHAUL_ROLES | Web, SCHEDULER
                    LONGHAUL_FILES | S3
                    LONGHAUL_SAMPLES | No
                    LONGHAUL_EXECUTION_SLOTS | 10000
                    LONGHAUL_EXECUTION_LEASE | PT15S
                    LONGHAUL_EXECUTION_DRAIN | 90
                    LONGHAUL_FILES_MAX_SIZE | 1G
                    LONGHAUL_NOTICE_SECRETS | one,two
                    LONGHAUL_REPORT_FONTS | /a.ttf,/b.ttf
                    QUARKUS_HTTP_PORT | 0
                    """)
    void aRightValueIsNotSpokenOf(String variable, String value) {
        assertThatCode(of(variable, value)::refuseWrongValues).doesNotThrowAnyException();
        assertThat(unknown(variable, value)).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldAndThatOfFilesByItsKey() {
        assertThatThrownBy(
                        new SettingsCheck(
                                        config(
                                                Map.of("LONGHAUL_SAMPLES", "yep"),
                                                Map.of("longhaul.execution.slots", "many")))
                                ::refuseWrongValues)
                .hasMessageContainingAll(
                        "LONGHAUL_SAMPLES is 'yep'", "longhaul.execution.slots is 'many'");
    }

    @ParameterizedTest
    @CsvSource({
        "LONGHAUL_EXECUTON_SLOTS, LONGHAUL_EXECUTION_SLOTS",
        "LONGHAUL_ROLE, LONGHAUL_ROLES",
        "LONGHAUL_LOCAL_POSTGRES_PORT, LONGHAUL_LOCAL_POSTGRESQL_PORT",
        "LONGHAUL_MIGRATE, LONGHAUL_"
    })
    void aMisspeltVariableIsSpokenOf(String variable, String meant) {
        assertThat(unknown(variable, "3"))
                .singleElement()
                .asString()
                .startsWith("No setting reads " + variable + ", and so it is ignored");
        if (!meant.endsWith("_")) {
            assertThat(unknown(variable, "3").getFirst()).endsWith("; did you mean " + meant + "?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LONGHAUL_SOURCES_MY_SHOP_MAX_CONNECTIONS",
        "LONGHAUL_STORES_DEFAULT_BUCKETS",
        "LONGHAUL_STORES_DEFAULT_BUCKETS_0_",
        "LONGHAUL_QUEUES_SLOW_CONCURRENCY",
        "LONGHAUL_LIMITS_EXPORT_PER_KEY",
        "LONGHAUL_NOTICE_OWNERS_ALICE_SECRETS",
        "LONGHAUL_ROLES_0_",
        "LONGHAUL_FILES_S3_ACCESS_KEY",
        "LONGHAUL_UPKEEP_UPLOADS_AFTER",
        "LONGHAUL_LOCAL_DURABLE",
        "LONGHAUL_DATA_DIR",
        "LONGHAUL_SERVICE_HOST",
        "LONGHAUL_SERVICE_PORT_HTTP",
        "LONGHAUL_PORT_8080_TCP_ADDR"
    })
    void namesThatOperatorsGiveAndWhatKubernetesAddsAreNot(String variable) {
        assertThat(unknown(variable, "3")).isEmpty();
    }

    @Test
    void anAddressOfALinkIsNot() {
        assertThat(unknown("LONGHAUL_PORT", "tcp://10.0.0.1:8080")).isEmpty();
    }
}
