package io.scaph.containers;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Somebody who can be asked about containers. Asked from one thread. */
interface NameSource {
    /** Who it is, and where: "Docker at /var/run/docker.sock". */
    String title();

    /** Whether it is worth asking about a container: not whether it knows it. */
    boolean mayKnow(ContainerIdentity subject);

    /**
     * Asks. Takes some seconds at the most, also where whoever is asked never answers.
     *
     * @param subjects about whom
     * @return what is known, by id; those that are not known are missing
     * @throws IOException if there is no answer; the message holds no secret
     * @throws InterruptedException if the thread is interrupted
     */
    Map<String, ContainerDescription> ask(Collection<ContainerIdentity> subjects)
            throws IOException, InterruptedException;

    /** What to do about a failure: the exact thing, in words. */
    String remedy(IOException failure);
}
