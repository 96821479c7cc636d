package io.scaph.junit;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The names of a test.
 *
 * @param className the binary name of its class
 * @param method the name of its method, with the types of its parameters: {@code charges(int)}
 * @param invocation the display names of the invocation, where the test runs with several arguments; else empty
 * @param displayName the name that JUnit shows
 * @param uniqueId JUnit's unique id
 */
record TestId(String className, String method, String invocation, String displayName, String uniqueId) {
    private static final String INVOCATION = "-invocation:#";
    private static final int LONGEST = 150;
    private static final int HASH_BYTES = 6;

    static TestId of(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return new TestId(
                context.getRequiredTestClass().getName(),
                method.getName() + parameters,
                invocation(context),
                context.getDisplayName(),
                context.getUniqueId());
    }

    /**
     * The display names of an invocation of a template, and of its class if that is a template too. Names stay the same when
     * arguments are added before others; a changed name finds no baseline, but a changed number would find a wrong one.
     */
    private static String invocation(ExtensionContext context) {
        Deque<String> names = new ArrayDeque<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            String id = at.get().getUniqueId();
            if (id.substring(id.lastIndexOf('[') + 1).contains(INVOCATION)) {
                names.addFirst(at.get().getDisplayName());
            }
        }
        return String.join(" ", names);
    }

    /** The name of the test in baselines: class, method and invocation. */
    String key() {
        String key = className + "." + method;
        return invocation.isEmpty() ? key : key + " " + invocation;
    }

    /**
     * A name for a file: {@code com.acme.ShopTest.charges.json}. It contains only ASCII letters, digits, dots, underscores and
     * hyphens. Where that is not enough to distinguish two tests, a hash of the unique id follows.
     */
    String fileName(String ending) {
        String plain = className + "." + method.substring(0, method.indexOf('('));
        String safe = plain.replaceAll("[^A-Za-z0-9._-]", "_");
        boolean unique =
                safe.equals(plain) && plain.length() <= LONGEST && invocation.isEmpty() && method.endsWith("()");
        String name = safe.substring(0, Math.min(LONGEST, safe.length()));
        return (unique ? name : name + "-" + hash()) + ending;
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
