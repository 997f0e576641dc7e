package dev.longhaul.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An SMTP server with the moods of real ones, which stands before one that takes everything. The local part of a recipient says
 * which: {@code refused} gets a 550, {@code grey} a 451 the first three times, {@code fickle} the same and then a 550, {@code slow} no answer the first time, {@code full} a 552 after
 * the message, and the connection of {@code dropped} breaks the first time when the message has been taken and before that is said.
 */
final class MoodySmtp implements AutoCloseable {

    private final ServerSocket socket;
    private final int behind;
    private final Map<String, Integer> met = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * @param behind the port of the server that takes everything
     */
    MoodySmtp(int port, int behind) throws IOException {
        this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    /** Whether a recipient of that address has come up to whom the server had something to say for itself. */
    boolean hasMet(String address) {
        return met.containsKey(address);
    }

    /** How often that address has come up, with this time. */
    private int meetings(String address) {
        return met.merge(address, 1, Integer::sum);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            open.add(server);
            new Dialogue(new Lines(client), new Lines(server)).run();
        } catch (IOException | UncheckedIOException e) {
            // One side hung up.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }

    private record Lines(BufferedReader in, OutputStream out) {

        Lines(Socket socket) throws IOException {
            this(
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1)),
                    socket.getOutputStream());
        }

        String read() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("closed");
            }
            return line;
        }

        void write(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    private final class Dialogue {

        private final Lines client;
        private final Lines server;
        private final Set<String> recipients = new HashSet<>();

        Dialogue(Lines client, Lines server) {
            this.client = client;
            this.server = server;
        }

        void run() throws IOException {
            passReply();
            String upper = "";
            // The client leaves it to the server to hang up.
            while (!upper.equals("QUIT")) {
                String command = client.read();
                upper = command.toUpperCase(Locale.ROOT);
                if (upper.startsWith("RCPT TO:<")) {
                    recipient(command, command.substring(9, command.indexOf('>')));
                } else if (upper.equals("DATA")) {
                    server.write(command);
                    passReply();
                    data();
                } else {
                    if (upper.startsWith("MAIL")) {
                        recipients.clear();
                    }
                    server.write(command);
                    passReply();
                }
            }
        }

        private void recipient(String command, String address) throws IOException {
            boolean grey = address.startsWith("grey") || address.startsWith("fickle");
            if (grey && meetings(address) < 4) {
                client.write("451 4.7.1 Greylisted, try again later.");
            } else if (address.startsWith("refused") || address.startsWith("fickle")) {
                // Of several lines, as the large ones do it.
                client.write("550-5.1.1 There is nobody of that name here.");
                client.write("550 5.1.1 Look for a typing error.");
            } else if (address.startsWith("slow") && meetings(address) == 1) {
                client.read();
            } else {
                recipients.add(address);
                server.write(command);
                passReply();
            }
        }

        private void data() throws IOException {
            String line;
            do {
                line = client.read();
                server.write(line);
            } while (!line.equals("."));
            if (recipients.stream().anyMatch(address -> address.startsWith("full"))) {
                server.read();
                client.write("552 5.2.2 The mailbox is full.");
                return;
            }
            if (recipients.stream()
                    .anyMatch(address -> address.startsWith("dropped") && meetings(address) == 1)) {
                server.read();
                throw new IOException("dropped");
            }
            passReply();
        }

        private void passReply() throws IOException {
            String line;
            do {
                line = server.read();
                client.write(line);
            } while (line.length() > 3 && line.charAt(3) == '-');
        }
    }
}
