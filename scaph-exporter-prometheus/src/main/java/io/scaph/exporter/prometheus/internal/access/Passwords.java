package io.scaph.exporter.prometheus.internal.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Checks names and passwords. bcrypt is slow on purpose, so correct passwords are cached, by a keyed digest; and only one
 * check runs at a time, so that guessing can't use all CPUs. Safe for use by several threads.
 */
final class Passwords {
    private static final int MOST_REMEMBERED = 128;
    private static final int KEY_BYTES = 32;
    private static final String MAC = "HmacSHA256";

    /** No known password has this hash: checking an unknown name takes as long as checking a known one. */
    private static final String UNKNOWN = "$2y$10$nYh/ZF8lHNumS0Heixsq.uknuc.J.JYRiNHR8paT.28xZZWVQ1mEW";

    private final Map<String, String> users;
    private final SecretKeySpec key;
    private final Set<String> right = ConcurrentHashMap.newKeySet();

    Passwords(Map<String, String> users) {
        this.users = users;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, MAC);
    }

    /** Whether a header {@code Authorization} contains a correct password; always true if there are no users. */
    boolean accept(String authorization) {
        if (users.isEmpty()) {
            return true;
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            return accept(Base64.getDecoder().decode(authorization.substring(6).strip()));
        } catch (IllegalArgumentException e) {
            // Not base64.
            return false;
        }
    }

    private boolean accept(byte[] userAndPassword) {
        String digest = digest(userAndPassword);
        if (right.contains(digest)) {
            return true;
        }
        String[] parts = new String(userAndPassword, StandardCharsets.UTF_8).split(":", 2);
        if (parts.length < 2 || !verify(parts[0], parts[1])) {
            return false;
        }
        // bcrypt ignores everything after 72 bytes, so one user may have many correct passwords.
        if (right.size() >= MOST_REMEMBERED) {
            right.clear();
        }
        right.add(digest);
        return true;
    }

    private synchronized boolean verify(String user, String password) {
        boolean matches = BCrypt.checkpw(password, users.getOrDefault(user, UNKNOWN));
        return matches && users.containsKey(user);
    }

    private String digest(byte[] text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }
}
