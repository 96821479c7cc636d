package io.scaph.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Where a JVM enters the agent: {@code java -javaagent:scaph-agent.jar=OPTIONS}, or by attaching to a running JVM. Compiled for
 * Java 8, so that an older JVM reports that it is too old, and runs its application. Never throws: the JVM would end.
 */
public final class Agent {
    private static final double FIRST_JAVA = 17;

    private Agent() {}

    /**
     * Starts the agent before the application.
     *
     * @param options the options; may be null
     * @param instrumentation not used
     */
    public static void premain(@Nullable String options, @Nullable Instrumentation instrumentation) {
        start(options);
    }

    /**
     * Starts the agent in a running JVM.
     *
     * @param options the options; may be null
     * @param instrumentation not used
     */
    public static void agentmain(@Nullable String options, @Nullable Instrumentation instrumentation) {
        start(options);
    }

    private static void start(@Nullable String options) {
        try {
            String java = System.getProperty("java.specification.version", "");
            if (Double.parseDouble(java) < FIRST_JAVA) {
                report("Java 17 or later is needed, and this is Java " + java);
            } else {
                Class.forName("io.scaph.agent.AgentStart")
                        .getMethod("start", String.class)
                        .invoke(null, options == null ? "" : options);
            }
        } catch (InvocationTargetException e) {
            report("it can't start: " + e.getCause());
        } catch (Throwable e) {
            report("it can't start: " + e);
        }
    }

    /** One line: control characters could move the cursor of a terminal. */
    static void report(String reason) {
        System.err.println("scaph agent: " + reason.replaceAll("\\p{Cntrl}+", " ") + "; nothing is measured");
    }
}
