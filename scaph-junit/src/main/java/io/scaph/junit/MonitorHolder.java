package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.spi.SensorUnavailableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A monitor that is opened when it is first needed, once, whether that works or not. Safe for use by several threads. */
final class MonitorHolder implements AutoCloseable {
    private final Object owner;
    private final Callable<Monitor> opener;
    private final boolean closing;
    private @Nullable Monitor monitor;
    private @Nullable String unavailable;

    /**
     * Opens nothing yet.
     *
     * @param owner who brought it
     * @param opener opens it
     * @param closing whether it is closed with this
     */
    MonitorHolder(Object owner, Callable<Monitor> opener, boolean closing) {
        this.owner = owner;
        this.opener = opener;
        this.closing = closing;
    }

    boolean isOf(Object somebody) {
        return owner == somebody;
    }

    /** The monitor; empty if no sensor works here. */
    synchronized Optional<Monitor> monitor() {
        if (monitor == null && unavailable == null) {
            open();
        }
        return Optional.ofNullable(monitor);
    }

    /** Why there is none, and what to do; empty if there is one. */
    synchronized Optional<String> unavailable() {
        return monitor().isPresent() ? Optional.empty() : Optional.ofNullable(unavailable);
    }

    private void open() {
        try {
            monitor = opener.call();
        } catch (SensorUnavailableException e) {
            unavailable = e.getMessage() + ": " + e.remedy();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ExtensionConfigurationException("the monitor can't be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (closing && monitor != null) {
            monitor.close();
        }
        monitor = null;
        unavailable = "the tests that it was for are over";
    }
}
