package dev.longhaul.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTest {

    @TempDir Path directory;

    private Broker start(Map<String, String> settings) {
        return Broker.start(directory, new Settings(Configs.of(settings)));
    }

    @Test
    void aPortOfAnotherProgramStopsTheStartWithASentence() throws IOException {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var settings =
                    Map.of("longhaul.local.broker.port", String.valueOf(other.getLocalPort()));
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> start(settings))
                    .withMessageContaining("another program has port " + other.getLocalPort())
                    .withMessageContaining("LONGHAUL_LOCAL_BROKER_PORT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "65536", "5672.5"})
    void whatIsNoPortStopsTheStartWithASentence(String port) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> start(Map.of("longhaul.local.broker.port", port)))
                .withMessageContaining("LONGHAUL_LOCAL_BROKER_PORT is '" + port + "'");
    }

    @Test
    void itListensAndNoFullDiskStopsIt() throws IOException {
        Broker broker = start(Map.of());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(broker.watchesTheDisk()).isFalse();
        } finally {
            broker.close();
        }
    }
}
