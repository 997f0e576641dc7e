package dev.longhaul.local;

import dev.longhaul.Bootstrap.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jboss.logging.Logger;

/** An ActiveMQ Artemis in this process that speaks AMQP 1.0 on loopback and keeps its queue on disk. */
final class Broker {

    private static final Logger LOG = Logger.getLogger(Broker.class);

    /** Kept, for the log manager forgets the level of a logger that nobody holds. */
    private static final java.util.logging.Logger ITS_OWN =
            java.util.logging.Logger.getLogger("org.apache.activemq");

    private static final String ACCEPTOR = "amqp";
    private static final String QUEUE = "longhaul.jobs";
    private static final int NO_LIMIT = -1;
    private static final int JOURNAL_FILE_BYTES = 1 << 20;

    private final EmbeddedActiveMQ server;
    private final int port;

    private Broker(EmbeddedActiveMQ server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * @throws StartFailure if it does not start
     */
    static Broker start(Path directory, Settings settings) {
        // It starts before the service has read its settings, and tells its whole story at INFO.
        ITS_OWN.setLevel(Level.SEVERE);
        int port = settings.port("longhaul.local.broker.port");
        var server = new EmbeddedActiveMQ();
        try {
            server.setConfiguration(configuration(directory, port));
            server.start();
            requireListening(server, port);
            return new Broker(server, port);
        } catch (Exception e) {
            // Its threads would keep the process alive.
            if (server.getActiveMQServer() != null) {
                stop(server);
            }
            throw new StartFailure(
                    "the embedded broker did not start on the data in "
                            + directory
                            + " ("
                            + e
                            + "). It holds nothing that is not in the database: if the data is damaged, remove the folder.",
                    e);
        }
    }

    /**
     * The broker itself only logs that it could not listen. Who answers at the port proves nothing: it may be the program
     * that was quicker.
     */
    private static void requireListening(EmbeddedActiveMQ server, int port) throws IOException {
        int listensAt =
                server.getActiveMQServer()
                        .getRemotingService()
                        .getAcceptor(ACCEPTOR)
                        .getActualPort();
        if (listensAt != port) {
            throw new IOException("another program took port " + port + " at the same moment");
        }
    }

    private static Configuration configuration(Path directory, int port) throws Exception {
        return new ConfigurationImpl()
                .setName("longhaul-local")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(2)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                // Wake-ups are few bytes, and to hold them back helps no full disk.
                .setMaxDiskUsage(NO_LIMIT)
                .addAddressSetting("#", new AddressSettings().setAutoCreateQueues(true))
                .addQueueConfiguration(
                        QueueConfiguration.of(QUEUE)
                                .setAddress(QUEUE)
                                .setRoutingType(RoutingType.ANYCAST)
                                .setDurable(true))
                .addAcceptorConfiguration(
                        ACCEPTOR,
                        "tcp://127.0.0.1:"
                                + port
                                + "?protocols=AMQP;amqpCredits=1000;amqpLowCredits=300");
    }

    int port() {
        return port;
    }

    /** Whether it would hold messages back for want of room. */
    boolean watchesTheDisk() {
        return server.getActiveMQServer().getConfiguration().getMaxDiskUsage() != NO_LIMIT;
    }

    void close() {
        stop(server);
    }

    private static void stop(EmbeddedActiveMQ server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.errorf(e, "The embedded broker could not be stopped");
        }
    }
}
