package dev.longhaul.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of a host and lets through those that may be asked. The client connects to what it gets from here and
 * asks once for each connection, so a name that changes its address between the check and the connection gains nothing.
 */
final class CheckedResolver implements DnsResolver {

    /** Asks the network for the addresses of a name. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** No address of the host may be asked. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        private Refused(String host) {
            super(
                    "The host '"
                            + host
                            + "' is not on the public internet. The operator can allow it (LONGHAUL_OUTBOUND_ALLOW).");
        }
    }

    private final AllowList allowed;
    private final Duration patience;
    private final Lookup lookup;

    CheckedResolver(AllowList allowed, Duration patience, Lookup lookup) {
        this.allowed = allowed;
        this.patience = patience;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = found(host);
        if (allowed.allows(host)) {
            return found;
        }
        InetAddress[] usable =
                Stream.of(found)
                        .filter(address -> PublicInternet.has(address) || allowed.allows(address))
                        .toArray(InetAddress[]::new);
        if (usable.length == 0) {
            throw new Refused(host);
        }
        return usable;
    }

    /** On a thread of its own, for nothing ends a look-up before the system's resolver gives up. */
    private InetAddress[] found(String host) throws UnknownHostException {
        var answer = new CompletableFuture<InetAddress[]>();
        Thread.ofVirtual()
                .name("outbound-lookup")
                .start(() -> {
                    try {
                        answer.complete(lookup.addresses(host));
                    } catch (UnknownHostException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unknown(host, "was not found in " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "was looked for when the thread was interrupted", e);
        } catch (ExecutionException | CompletionException e) {
            throw unknown(host, "is not known", e);
        }
    }

    private static UnknownHostException unknown(String host, String what, Exception cause) {
        var failure = new UnknownHostException("The host '" + host + "' " + what + ".");
        failure.initCause(cause);
        return failure;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
