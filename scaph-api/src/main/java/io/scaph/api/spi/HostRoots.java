package io.scaph.api.spi;

import java.nio.file.Path;

/**
 * Where the host's {@code /proc} and {@code /sys} are: elsewhere in a container that mounts the host's, and in tests.
 *
 * @param procfs in place of {@code /proc}
 * @param sysfs in place of {@code /sys}
 */
public record HostRoots(Path procfs, Path sysfs) {
    /** The usual places. */
    public static final HostRoots STANDARD = new HostRoots(Path.of("/proc"), Path.of("/sys"));
}
