package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.spi.SensorUnavailableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A monitor that is opened on first use; a failure is kept and not tried again. Safe for use by several threads. */
final class MonitorHolder implements AutoCloseable {
    private final Object owner;
    private final Callable<Monitor> opener;
    private final boolean closing;
    private @Nullable Monitor monitor;
    private @Nullable String unavailable;

    /**
     * A holder that has not opened its monitor yet.
     *
     * @param owner the extension that supplies it
     * @param opener opens it
     * @param closing whether {@link #close()} closes it
     */
    MonitorHolder(Object owner, Callable<Monitor> opener, boolean closing) {
        this.owner = owner;
        this.opener = opener;
        this.closing = closing;
    }

    boolean isOf(Object other) {
        return owner == other;
    }

    /** The monitor; empty if no sensor works here. */
    synchronized Optional<Monitor> monitor() {
        if (monitor == null && unavailable == null) {
            open();
        }
        return Optional.ofNullable(monitor);
    }

    /** The reason why there is no monitor, and the remedy; empty if there is one. */
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
        unavailable = "its tests have ended";
    }
}
