package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class CommandTest {

    private static final Config NOTHING_SET = new SmallRyeConfigBuilder().build();

    @Test
    void argumentsSayWhatTheProcessIsFor() {
        assertThat(Command.of()).isEqualTo(Command.SERVE);
        assertThat(Command.of("migrate")).isEqualTo(Command.MIGRATE);
    }

    @Test
    void whoMistypesIsToldTheCommands() {
        assertThatThrownBy(() -> Command.of("migrate", "--now"))
                .isInstanceOf(Bootstrap.StartFailure.class)
                .hasMessageContainingAll(
                        "'migrate --now'", "no command", "Give no argument to serve");
    }

    @Test
    void noDatabaseIsMadeUpToBeMigrated() {
        assertThatThrownBy(() -> Migration.settings(NOTHING_SET))
                .isInstanceOf(Bootstrap.StartFailure.class)
                .hasMessageContaining("QUARKUS_DATASOURCE_JDBC_URL");
    }
}
