package dev.longhaul;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where this process will listen. Tried before anything is started: the server itself comes last, and what has begun by then would
 * have to be taken back.
 */
final class OwnAddress {

    private OwnAddress() {}

    /**
     * @throws Bootstrap.StartFailure if the address cannot be listened at, for example because another program does
     */
    static void tryOut(SmallRyeConfig config) {
        String host = text(config, "quarkus.http.host", "127.0.0.1");
        int port = Integer.parseInt(text(config, "quarkus.http.port", "8080").strip());
        if (isListenedAt(config)) {
            // Closed without having been connected to, so that the port is free at once.
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(host, port));
            } catch (BindException e) {
                throw new Bootstrap.StartFailure(sentence(host + ":" + port, e), e);
            } catch (IOException | IllegalArgumentException e) {
                // Perhaps a name that is not known; the server says more about it.
            }
        }
    }

    private static boolean isListenedAt(SmallRyeConfig config) {
        return text(config, "quarkus.http.host-enabled", "true").equals("true")
                && !text(config, "quarkus.http.insecure-requests", "enabled").equals("disabled")
                // Then others may listen at it too.
                && !text(config, "quarkus.http.so-reuse-port", "false").equals("true");
    }

    private static String text(SmallRyeConfig config, String key, String otherwise) {
        return config.getOptionalValue(key, String.class).orElse(otherwise);
    }

    private static String sentence(String address, BindException failure) {
        String reason = String.valueOf(failure.getMessage());
        return reason.contains("in use")
                ? taken(address + ": " + reason)
                : "it cannot listen at "
                        + address
                        + " ("
                        + reason
                        + "). Set QUARKUS_HTTP_HOST to an address of this machine, and QUARKUS_HTTP_PORT to a port that it may"
                        + " use.";
    }

    static String taken(String reason) {
        return "its port is taken ("
                + reason
                + "). Set QUARKUS_HTTP_PORT to one that is free, or stop what uses it.";
    }
}
