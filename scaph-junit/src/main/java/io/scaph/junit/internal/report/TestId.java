package io.scaph.junit.internal.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which test.
 *
 * @param className the binary name of its class
 * @param method the name of its method, with the types of its parameters: {@code charges(int)}
 * @param invocation the display names of the invocation, where the test runs with several arguments; empty if not
 * @param displayName what people see
 * @param uniqueId what JUnit calls it
 */
public record TestId(String className, String method, String invocation, String displayName, String uniqueId) {
    private static final int LONGEST = 150;
    private static final int HASH_BYTES = 6;

    /**
     * What to call it in a baseline.
     *
     * @return class, method and invocation
     */
    public String key() {
        String key = className + "." + method;
        return invocation.isEmpty() ? key : key + " " + invocation;
    }

    /**
     * A name for a file: {@code com.acme.ShopTest.charges.json}. Holds letters, digits, dots, underscores and hyphens of
     * ASCII only, whatever the test is called; where that alone would not tell two tests apart, a hash of the unique id
     * follows.
     *
     * @return the name
     */
    public String fileName() {
        String plain = className + "." + method.substring(0, method.indexOf('('));
        String safe = plain.replaceAll("[^A-Za-z0-9._-]", "_");
        boolean alone =
                safe.equals(plain) && plain.length() <= LONGEST && invocation.isEmpty() && method.endsWith("()");
        String name = safe.substring(0, Math.min(LONGEST, safe.length()));
        return (alone ? name : name + "-" + hash()) + ".json";
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(uniqueId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
