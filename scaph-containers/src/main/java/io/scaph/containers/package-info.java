/** Names and labels of containers, from Docker, podman and Kubernetes. */
@NullMarked
package io.scaph.containers;

import org.jspecify.annotations.NullMarked;
