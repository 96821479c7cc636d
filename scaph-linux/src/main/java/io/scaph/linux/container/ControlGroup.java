package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a container.
 *
 * @param container its description from the path, without what only its runtime knows
 * @param path its path; the groups below it belong to the same container
 * @param hierarchy the tree of the path; null if that does not account for CPU time
 * @param podUid the uid of the Kubernetes pod that it belongs to, with dashes; empty outside of pods
 * @param user the uid of the user that owns this part of the tree and can give it any name; empty where only root makes
 *     groups
 */
record ControlGroup(
        Container container, String path, @Nullable Hierarchy hierarchy, Optional<String> podUid, OptionalLong user)
        implements KnownGroup.Place {}
