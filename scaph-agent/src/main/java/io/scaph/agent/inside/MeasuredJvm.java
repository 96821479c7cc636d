package io.scaph.agent.inside;

import io.scaph.agent.AgentOptions;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Measures the JVM that the agent is in. Runs on a daemon thread of the agent; every failure is one line. */
public final class MeasuredJvm implements Consumer<String> {
    private static final String CONSEQUENCE = "; nothing is measured";

    private static final Logger LOGGER = LoggerFactory.getLogger(MeasuredJvm.class);

    private volatile @Nullable Measurement measurement;
    private volatile boolean ending;

    /** Called by the agent's entry. */
    public MeasuredJvm() {}

    /**
     * Measures until the JVM ends, or as long as the options say.
     *
     * @param line the agent's options
     */
    @Override
    public void accept(String line) {
        Optional<Path> status = Optional.empty();
        String result = "ok";
        try {
            AgentOptions options = AgentOptions.parse(line);
            status = options.status();
            AgentLog.configure(Level.valueOf(options.logLevel()));
            measure(options);
        } catch (SensorUnavailableException e) {
            result = e.getMessage() + "; remedy: " + e.remedy();
            report(result);
        } catch (IllegalArgumentException | IOException e) {
            result = String.valueOf(e.getMessage());
            report(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write(status, result);
    }

    /** A JVM that ends does not let much be opened: that is not worth a line. */
    private void report(String reason) {
        if (ending) {
            LOGGER.debug("{}{}", reason, CONSEQUENCE);
        } else {
            AgentLog.report(reason + CONSEQUENCE);
        }
    }

    private void measure(AgentOptions options) throws SensorUnavailableException, IOException, InterruptedException {
        // First: a short program may end while the measurement is opened.
        Thread hook = BackgroundThreads.create("scaph-agent-end", this::finishAtEnd);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            finishAtEnd();
            return;
        }
        boolean ended = false;
        try {
            Measurement opened = Measurement.open(options);
            measurement = opened;
            opened.await();
            ended = opened.isFinished();
            if (!ended) {
                opened.finish();
            }
        } finally {
            if (!ended) {
                remove(hook);
            }
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already, and finds nothing to do.
        }
    }

    private void finishAtEnd() {
        Thread.currentThread().setContextClassLoader(MeasuredJvm.class.getClassLoader());
        ending = true;
        Measurement opened = measurement;
        try {
            if (opened == null) {
                LOGGER.warn("the JVM ended before the measurement began{}", CONSEQUENCE);
            } else {
                opened.finish();
            }
        } catch (IOException | RuntimeException e) {
            AgentLog.report(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** For the program that attached: the file appears complete. */
    private static void write(Optional<Path> status, String result) {
        if (status.isPresent()) {
            try {
                Path part = status.get().resolveSibling(status.get().getFileName() + ".part");
                Files.writeString(part, result);
                Files.move(part, status.get());
            } catch (IOException e) {
                AgentLog.report(status.get() + " can't be written: " + e);
            }
        }
    }
}
