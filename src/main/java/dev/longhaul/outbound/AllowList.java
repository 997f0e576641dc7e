package dev.longhaul.outbound;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the operator allows to be asked although it is not on the public internet. */
final class AllowList {

    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?");

    private final Set<String> names = new HashSet<>();
    private final List<String> endings = new ArrayList<>();
    private final List<AddressRange> ranges = new ArrayList<>();

    /**
     * @throws ConfigurationException if an entry is neither a name, nor an address, nor a range
     */
    AllowList(List<String> entries) {
        entries.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .forEach(this::add);
    }

    private void add(String entry) {
        if (entry.contains("/") || AddressRange.isLiteral(entry)) {
            ranges.add(range(entry));
        } else if (!NAME.matcher(entry).matches()) {
            throw unusable(entry);
        } else if (entry.startsWith("*.")) {
            endings.add(plain(entry.substring(1)));
        } else {
            names.add(plain(entry));
        }
    }

    private static AddressRange range(String entry) {
        try {
            return AddressRange.parse(entry);
        } catch (IllegalArgumentException e) {
            throw unusable(entry);
        }
    }

    private static ConfigurationException unusable(String entry) {
        return new ConfigurationException(
                "longhaul.outbound.allow holds '"
                        + entry
                        + "'; give names (intranet.example, *.example.org), addresses (10.1.2.3, fd00::1) or ranges"
                        + " (10.1.0.0/16), separated by commas.");
    }

    /** Whether whatever address this name has may be asked. */
    boolean allows(String host) {
        String name = plain(host.toLowerCase(Locale.ROOT));
        return names.contains(name) || endings.stream().anyMatch(name::endsWith);
    }

    boolean allows(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static String plain(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
