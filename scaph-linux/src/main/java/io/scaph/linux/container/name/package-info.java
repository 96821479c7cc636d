/** Names and labels of containers, asked of those who run them: Docker, podman, Kubernetes. */
@NullMarked
package io.scaph.linux.container.name;

import org.jspecify.annotations.NullMarked;
