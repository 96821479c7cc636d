package io.scaph.api.spi;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The directories to read as the host's {@code /proc} and {@code /sys}. They are elsewhere in a container that mounts those of
 * its host, and in tests. Immutable.
 */
public sealed interface HostRoots {
    /** The usual directories, {@code /proc} and {@code /sys}. */
    HostRoots STANDARD = of(Path.of("/proc"), Path.of("/sys"));

    /**
     * Returns roots at given directories.
     *
     * @param procfs the directory to read as {@code /proc}
     * @param sysfs the directory to read as {@code /sys}
     * @return the roots
     */
    static HostRoots of(Path procfs, Path sysfs) {
        return new HostRootsRecord(procfs, sysfs);
    }

    /**
     * Returns the directory to read as {@code /proc}.
     *
     * @return the directory
     */
    Path procfs();

    /**
     * Returns the directory to read as {@code /sys}.
     *
     * @return the directory
     */
    Path sysfs();
}

/** Where the host's {@code /proc} and {@code /sys} are. */
record HostRootsRecord(Path procfs, Path sysfs) implements HostRoots {
    /** Rejects null in the constructor, not later in a plugin. */
    HostRootsRecord {
        Objects.requireNonNull(procfs);
        Objects.requireNonNull(sysfs);
    }
}
