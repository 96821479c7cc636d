package io.scaph.exporter.prometheus.internal.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Checks names and passwords. bcrypt is slow on purpose, so what was found is remembered, by a keyed digest; and only one
 * check runs at a time, so that guessing can't take all CPUs. Safe for use by several threads.
 */
final class Passwords {
    private static final int MOST_REMEMBERED = 128;
    private static final int KEY_BYTES = 32;
    private static final String MAC = "HmacSHA256";

    /** Of nobody's password: a name that does not exist takes as long as one that does. */
    private static final String NOBODY = "$2y$10$nYh/ZF8lHNumS0Heixsq.uknuc.J.JYRiNHR8paT.28xZZWVQ1mEW";

    private final Map<String, String> users;
    private final SecretKeySpec key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Boolean> remembered = new LinkedHashMap<>();

    Passwords(Map<String, String> users) {
        this.users = Map.copyOf(users);
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, MAC);
    }

    /** Whether a header {@code Authorization} lets in. */
    boolean letIn(String authorization) {
        if (users.isEmpty()) {
            return true;
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            return letIn(decoded, new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // No base64.
            return false;
        }
    }

    private boolean letIn(byte[] decoded, String userAndPassword) {
        int colon = userAndPassword.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String digest = digest(decoded);
        lock.lock();
        try {
            Boolean known = remembered.get(digest);
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        boolean right = verify(userAndPassword.substring(0, colon), userAndPassword.substring(colon + 1));
        lock.lock();
        try {
            if (remembered.size() >= MOST_REMEMBERED) {
                forgetOne();
            }
            remembered.put(digest, right);
        } finally {
            lock.unlock();
        }
        return right;
    }

    /** The oldest wrong one, so that guessing does not make those forgotten who may come in. */
    private void forgetOne() {
        String oldest = remembered.keySet().iterator().next();
        for (Map.Entry<String, Boolean> entry : remembered.entrySet()) {
            if (!entry.getValue()) {
                oldest = entry.getKey();
                break;
            }
        }
        remembered.remove(oldest);
    }

    private synchronized boolean verify(String user, String password) {
        String hash = users.getOrDefault(user, NOBODY);
        boolean right = BCrypt.checkpw(password, hash);
        return right && users.containsKey(user);
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
