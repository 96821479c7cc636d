package io.scaph.api.spi;

import io.scaph.api.internal.value.HostRootsRecord;
import java.nio.file.Path;

/**
 * Where the host's {@code /proc} and {@code /sys} are: elsewhere in a container that mounts the host's, and in tests. Immutable.
 */
public sealed interface HostRoots permits HostRootsRecord {
    /** {@code /proc} and {@code /sys}. */
    HostRoots STANDARD = of(Path.of("/proc"), Path.of("/sys"));

    /**
     * Returns other places.
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
