package io.scaph.linux.container.name;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A container whose name is wanted.
 *
 * @param id the runtime's id: 64 hexadecimal digits
 * @param runtime who runs it, if that is known
 * @param inPod whether it is a container of Kubernetes
 * @param podUid the uid of its pod, if that is known
 * @param user the user in whose part of the tree of control groups it is; empty where only root makes groups
 */
public record Subject(String id, Optional<String> runtime, boolean inPod, Optional<String> podUid, OptionalLong user) {}
