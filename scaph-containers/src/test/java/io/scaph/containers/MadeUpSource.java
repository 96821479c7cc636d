package io.scaph.containers;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source that knows what a test says, and remembers what it was asked. */
final class MadeUpSource implements NameSource {
    final Map<String, ContainerDescription> knows = new HashMap<>();
    final List<List<String>> questions = new ArrayList<>();
    final String runtime;
    boolean away;
    boolean broken;

    MadeUpSource(String runtime) {
        this.runtime = runtime;
    }

    void knows(String id, String name, String... labels) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            values.put(labels[i], labels[i + 1]);
        }
        knows.put(id, new ContainerDescription(Optional.empty(), Optional.of(name), values));
    }

    @Override
    public String title() {
        return runtime;
    }

    @Override
    public boolean mayKnow(ContainerIdentity container) {
        return container.inPod() || container.runtime().filter(runtime::equals).isPresent();
    }

    @Override
    public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> containers) throws IOException {
        questions.add(containers.stream().map(ContainerIdentity::id).sorted().toList());
        if (away) {
            throw new IOException("away");
        }
        if (broken) {
            throw new IllegalStateException("broken");
        }
        Map<String, ContainerDescription> reply = new HashMap<>(knows);
        reply.keySet().retainAll(containers.stream().map(ContainerIdentity::id).toList());
        return reply;
    }

    @Override
    public String remedy(IOException failure) {
        return "wait";
    }
}
