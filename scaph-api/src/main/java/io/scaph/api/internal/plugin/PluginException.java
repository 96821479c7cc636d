package io.scaph.api.internal.plugin;

import java.util.Objects;

/** A plugin threw something; the cause is what it threw. */
public final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, without the plugin's name. */
    private final String reason;

    PluginException(String what, String reason, Throwable thrown) {
        super(what + " failed: " + reason, thrown);
        this.reason = reason;
    }

    /**
     * What went wrong.
     *
     * @return one line, without the plugin's name
     */
    public String reason() {
        return reason;
    }

    /**
     * What the plugin threw.
     *
     * @return the cause
     */
    public Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }
}
