package io.orchestrator.embedded;

import io.orchestrator.embedded.registry.RegistryError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP basic authentication against a fixed set of users; no users, no question. */
final class BasicAuthentication {

    private static final String SCHEME = "Basic ";

    private final Map<String, String> users;

    BasicAuthentication(Map<String, String> users) {
        this.users = users;
    }

    /** @throws RegistryError 40101 where the header does not name a user with the right password */
    void check(@Nullable String header) {
        if (!users.isEmpty() && !known(header)) {
            throw RegistryError.unauthorized();
        }
    }

    private boolean known(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        var credentials = decode(header.substring(SCHEME.length()).strip());
        var colon = credentials.indexOf(':');
        if (colon < 0) {
            return false;
        }
        var password = users.get(credentials.substring(0, colon));
        return password != null && sameText(password, credentials.substring(colon + 1));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // not base64 is not a user
        }
    }

    /** Takes as long for a wrong first letter as for a wrong last one. */
    private static boolean sameText(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
