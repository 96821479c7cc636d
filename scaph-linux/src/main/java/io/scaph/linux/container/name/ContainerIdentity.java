package io.scaph.linux.container.name;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the control group of a container reveals about it.
 *
 * @param id the runtime's id: 64 hexadecimal digits
 * @param runtime the runtime, if it is known
 * @param inPod whether it is a container of Kubernetes
 * @param podUid the uid of its pod, if it is known
 * @param user the user that owns this part of the tree of control groups; empty where only root makes groups
 */
public record ContainerIdentity(
        String id, Optional<String> runtime, boolean inPod, Optional<String> podUid, OptionalLong user) {}
