package dev.longhaul.outbound;

import java.net.URI;

/**
 * One redirect that was followed.
 *
 * @param status RFC 9110 §15.4
 * @param target where it led
 */
public record Redirect(int status, URI target) {

    /** Whether the server asks to use the other address from now on. */
    public boolean isPermanent() {
        return status == 301 || status == 308;
    }
}
