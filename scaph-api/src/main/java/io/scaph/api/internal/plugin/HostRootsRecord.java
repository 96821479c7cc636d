package io.scaph.api.internal.plugin;

import io.scaph.api.spi.HostRoots;
import java.nio.file.Path;
import java.util.Objects;

/** Where the host's {@code /proc} and {@code /sys} are. */
public record HostRootsRecord(Path procfs, Path sysfs) implements HostRoots {
    /** Rejects null in the constructor, not later in a plugin. */
    public HostRootsRecord {
        Objects.requireNonNull(procfs);
        Objects.requireNonNull(sysfs);
    }
}
