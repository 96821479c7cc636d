package io.scaph.api.snapshot;

import java.util.Optional;

/**
 * A container, as the control group of a process tells it.
 *
 * @param id the runtime's id
 * @param runtime {@code docker}, {@code containerd}, {@code cri-o}, {@code podman} or {@code lxc}; empty if the path
 *     does not tell
 * @param scheduler {@code kubernetes} for a pod's container, {@code docker} for Docker's own; empty if the path does not
 *     tell
 */
public record Container(String id, Optional<String> runtime, Optional<String> scheduler) {}
