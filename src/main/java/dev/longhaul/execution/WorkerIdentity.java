package dev.longhaul.execution;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** What this process is called in the ledger: host, process id and some digits, new with each start. */
@Singleton
class WorkerIdentity {

    private final String host = hostName();
    private final String id =
            host
                    + "-"
                    + ProcessHandle.current().pid()
                    + "-"
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 4);

    String id() {
        return id;
    }

    String host() {
        return host;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host that cannot resolve its own name is no reason not to work.
            return "unknown-host";
        }
    }
}
