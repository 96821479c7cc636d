package io.scaph.agent;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Loads what is inside the agent, and runs it on a daemon thread: the application starts without waiting for it. */
public final class AgentStart {
    private static final String INSIDE = "io.scaph.agent.inside.MeasuredJvm";

    private AgentStart() {}

    /**
     * Starts the thread, unless an option is wrong.
     *
     * @param options the options, empty if there are none
     */
    public static void start(String options) {
        boolean usesJna;
        try {
            usesJna = AgentOptions.parse(options).usesJna();
        } catch (IllegalArgumentException e) {
            Agent.report(String.valueOf(e.getMessage()));
            return;
        }
        Thread thread = new Thread(null, () -> run(options, usesJna), "scaph-agent", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("unchecked") // it is the interface that this class knows
    private static void run(String options, boolean usesJna) {
        try {
            Path jar = Path.of(AgentStart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            // JNA makes readings cheaper. Newer JVMs print a warning when it is loaded, so it is left out unless asked
            // for.
            ClassLoader loader = AgentClassLoader.of(jar, usesJna ? Optional.empty() : Optional.of("jna"));
            Thread.currentThread().setContextClassLoader(loader);
            Object inside = loader.loadClass(INSIDE).getDeclaredConstructor().newInstance();
            ((Consumer<String>) inside).accept(options);
        } catch (Throwable e) {
            Agent.report(e.toString());
        }
    }
}
