package io.scaph.profiler.internal.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of classes without what differs between two runs of the same program: the numbers and addresses of lambdas, hidden
 * classes, proxies and generated accessors. Not safe for use by several threads.
 */
final class FrameNames {
    private static final int MAX_NAMES = 20_000;

    /** Of hidden classes, as {@code LambdaForm$MH/0x00007f80}, {@code LambdaForm$MH+0x00007f80.7619607}. */
    private static final Pattern ADDRESS = Pattern.compile("([/+.](0x[0-9a-f]+|\\d+))+$");

    /** As {@code Main$$Lambda$14}. */
    private static final Pattern LAMBDA = Pattern.compile("(\\$\\$Lambda)\\$\\d+$");

    private static final Pattern NUMBERED =
            Pattern.compile("((?:\\$Proxy|Generated(?:Method|Constructor|SerializationConstructor)Accessor))\\d+$");

    /** As {@code jdk.proxy2.$Proxy}, which has a number for each class loader. */
    private static final Pattern PROXY_PACKAGE = Pattern.compile("^((?:jdk|com\\.sun)\\.proxy)\\d+\\.");

    private final Map<String, String> stableNames = new HashMap<>();

    /**
     * Returns the name of a class that is the same in every run.
     *
     * @param name its name in the JVM, with dots
     * @return the stable name
     */
    String stable(String name) {
        if (stableNames.size() >= MAX_NAMES) {
            stableNames.clear();
        }
        return stableNames.computeIfAbsent(name, FrameNames::strip);
    }

    private static String strip(String name) {
        String stripped = ADDRESS.matcher(name).replaceAll("");
        stripped = LAMBDA.matcher(stripped).replaceAll("$1");
        stripped = NUMBERED.matcher(stripped).replaceAll("$1");
        return PROXY_PACKAGE.matcher(stripped).replaceAll("$1.");
    }
}
