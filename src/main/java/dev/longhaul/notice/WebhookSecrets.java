package dev.longhaul.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks (Standard Webhooks, "Signature scheme"), with each secret that their receiver may have. */
@Startup(1)
@Singleton
class WebhookSecrets {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final List<SecretKeySpec> ofAll;
    private final Map<String, List<SecretKeySpec>> ofOwners =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @throws ConfigurationException if a secret is none
     */
    WebhookSecrets(NoticeSettings settings) {
        this.ofAll = keys("longhaul.notice.secrets", settings.secrets().orElse(List.of()));
        settings.owners()
                .forEach((owner, own) ->
                        ofOwners.put(
                                owner,
                                keys(
                                        "longhaul.notice.owners.\"" + owner + "\".secrets",
                                        own.secrets())));
    }

    private static List<SecretKeySpec> keys(String setting, List<String> secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets) {
            keys.add(key(setting, secret.strip()));
        }
        return keys;
    }

    private static SecretKeySpec key(String setting, String secret) {
        try {
            if (secret.startsWith(PREFIX)) {
                byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (bytes.length >= FEWEST_BYTES && bytes.length <= MOST_BYTES) {
                    return new SecretKeySpec(bytes, ALGORITHM);
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the secret.
        }
        throw new ConfigurationException(
                setting
                        + " holds a secret that is none: it has to be whsec_ and 24 to 64 random bytes in base64. Make one with:"
                        + " echo whsec_$(openssl rand -base64 32)");
    }

    /** Whether webhooks of that owner can be signed. */
    boolean isThereFor(String owner) {
        return !of(owner).isEmpty();
    }

    private List<SecretKeySpec> of(String owner) {
        return ofOwners.getOrDefault(owner, ofAll);
    }

    /**
     * What goes into the header {@code webhook-signature}.
     *
     * @param id of the message
     * @param timestamp seconds since 1970
     */
    String sign(String owner, String id, long timestamp, String body) {
        byte[] content = (id + "." + timestamp + "." + body).getBytes(UTF_8);
        return of(owner).stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(mac(key, content)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HMAC with SHA-256", e);
        }
    }
}
