package dev.longhaul.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicInternetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.255.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "::7f00:1",
                "64:ff9b::127.0.0.1",
                "64:ff9b:1::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesOfSpecialPurposeAreNotPublic(String address) throws Exception {
        assertThat(PublicInternet.has(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "223.255.255.255",
                "2606:2800:220:1::1",
                "2a00:1450:4001::1",
                "64:ff9b::8.8.8.8"
            })
    void allOthersAre(String address) throws Exception {
        assertThat(PublicInternet.has(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void theOperatorAllowsNamesAddressesAndRanges() throws Exception {
        var allowed =
                new AllowList(
                        List.of("Intranet.example", "*.corp.example", "10.1.0.0/16", " fd00::1 "));
        assertThat(List.of("intranet.example", "INTRANET.example.", "a.b.corp.example"))
                .allMatch(allowed::allows);
        assertThat(List.of("x.intranet.example", "corp.example", "evilcorp.example"))
                .noneMatch(allowed::allows);
        assertThat(allowed.allows(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(allowed.allows(InetAddress.getByName("fd00::1"))).isTrue();
        assertThat(allowed.allows(InetAddress.getByName("10.2.0.0"))).isFalse();
        assertThat(allowed.allows(InetAddress.getByName("fd00::2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "intranet/8", "http://intranet", "::1/129"})
    void anEntryThatIsNothingOfThatStopsTheStart(String entry) {
        assertThatThrownBy(() -> new AllowList(List.of(entry)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("longhaul.outbound.allow holds '" + entry + "'");
    }
}
