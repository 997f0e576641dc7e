package dev.longhaul.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to everybody: not those of the IANA registries of special-purpose addresses (RFC 6890), among them
 * private and shared ones, loopback, link-local ones with the metadata services of clouds, multicast, documentation.
 */
final class PublicInternet {

    private static final List<AddressRange> SPECIAL =
            ranges(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    // Multicast, reserved, broadcast.
                    "224.0.0.0/3",
                    // Teredo and others that lead elsewhere.
                    "2001::/23",
                    "2001:db8::/32",
                    // 6to4 leads to whatever IPv4 address stands in it.
                    "2002::/16",
                    "3fff::/20");

    /** All that is handed out to the public so far (RFC 4291 §2.4, IANA's registry of IPv6 global unicast). */
    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

    /** Behind these 96 bits stands an IPv4 address, where a network has no IPv4 (RFC 6052 §2.1). */
    private static final AddressRange TRANSLATED = AddressRange.parse("64:ff9b::/96");

    private PublicInternet() {}

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }

    static boolean has(InetAddress address) {
        if (TRANSLATED.contains(address)) {
            return has(lastFourBytes(address));
        }
        boolean known = address.getAddress().length == 4 || GLOBAL_UNICAST.contains(address);
        return known && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress lastFourBytes(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
