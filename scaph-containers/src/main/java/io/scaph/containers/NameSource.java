package io.scaph.containers;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** A runtime or scheduler that knows names of containers. Used by one thread. */
interface NameSource {
    /** Its name and place: "Docker at /var/run/docker.sock". */
    String title();

    /** Whether to ask it about a container, which it may not know. */
    boolean mayKnow(ContainerIdentity container);

    /**
     * Asks for containers. Takes some seconds at most, also if there is no reply.
     *
     * @param containers the containers
     * @return the descriptions of those that it knows, by id
     * @throws IOException if it fails; the message contains no secret
     * @throws InterruptedException if the thread is interrupted
     */
    Map<String, ContainerDescription> ask(Collection<ContainerIdentity> containers)
            throws IOException, InterruptedException;

    /** Exactly what to do about a failure. */
    String remedy(IOException failure);
}
