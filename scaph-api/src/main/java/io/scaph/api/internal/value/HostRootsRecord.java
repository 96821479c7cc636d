package io.scaph.api.internal.value;

import io.scaph.api.spi.HostRoots;
import java.nio.file.Path;

/** Where the host's {@code /proc} and {@code /sys} are. */
public record HostRootsRecord(Path procfs, Path sysfs) implements HostRoots {}
