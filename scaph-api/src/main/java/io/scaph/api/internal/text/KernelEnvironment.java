package io.scaph.api.internal.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment variables of this process as the kernel keeps them: the JVM decodes them by its locale. */
public final class KernelEnvironment {
    private static final Path FILE = Path.of("/proc/self/environ");

    private KernelEnvironment() {}

    /**
     * The variables.
     *
     * @return by name, the values in the raw form of {@link KernelText}; as the JVM has them where the kernel's can't be read
     */
    public static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        try {
            parse(Files.readAllBytes(FILE)).forEach(variables::replace);
        } catch (IOException e) {
            // Another system, or a process that may not look at itself.
            return Map.copyOf(variables);
        }
        return Map.copyOf(variables);
    }

    /** Each variable is a name, an equals sign, a value and a zero. */
    static Map<String, String> parse(byte[] environment) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : KernelText.raw(environment).split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }
}
