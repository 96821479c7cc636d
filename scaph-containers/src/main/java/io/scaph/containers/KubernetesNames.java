package io.scaph.containers;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Kubernetes, asked for the pods of this node and no other: by its API server, or by a kubelet. A container that is in no
 * pod's status, such as the one that only holds a pod's namespaces, gets what is known of its pod.
 */
final class KubernetesNames implements NameSource {
    /** A DNS subdomain, as names of nodes are. */
    private static final Pattern NODE = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    /** Answers a GET with the body of a reply of status 200. */
    interface Get {
        byte[] get(URI uri) throws IOException, InterruptedException;
    }

    private final String title;
    private final URI uri;
    private final Get get;

    private KubernetesNames(String title, URI uri, Get get) {
        this.title = title;
        this.uri = uri;
        this.get = get;
    }

    /**
     * From inside a cluster, by what Kubernetes puts into each container.
     *
     * @param environment the environment variables
     * @param account the directory of the service account
     * @return it, asking nothing yet; or why not, with a remedy; nothing outside of clusters
     */
    static Optional<NameSource> find(Map<String, String> environment, Path account) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String kubelet = environment.getOrDefault("SCAPH_KUBELET", "");
        if (host.isEmpty() && kubelet.isEmpty()) {
            return Optional.empty();
        }
        ServiceAccount get = new ServiceAccount(account);
        if (!kubelet.isEmpty()) {
            return Optional.of(source("The kubelet", kubelet, "/pods", get));
        }
        String node = environment.getOrDefault("NODE_NAME", "");
        if (!NODE.matcher(node).matches()) {
            return Optional.of(new Unusable(
                    "Kubernetes",
                    "the name of this node is not known",
                    "set NODE_NAME from the field spec.nodeName in the manifest (downward API)"));
        }
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        String address = "https://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        // From the server's cache: not even a large cluster should feel it.
        String query = "/api/v1/pods?resourceVersion=0&fieldSelector="
                + URLEncoder.encode("spec.nodeName=" + node, StandardCharsets.UTF_8);
        return Optional.of(source("Kubernetes", address, query, get));
    }

    static NameSource source(String who, String address, String target, Get get) {
        try {
            URI uri = new URI((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + target);
            // The token must not be told to just anybody.
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return new KubernetesNames(who + " at " + uri.getHost(), uri, get);
            }
        } catch (URISyntaxException e) {
            // As one of another kind.
        }
        return new Unusable(
                who,
                "its address is not of the form https://HOST:PORT",
                "mend SCAPH_KUBELET or KUBERNETES_SERVICE_HOST");
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean mayKnow(ContainerIdentity subject) {
        return subject.inPod() && subject.user().isEmpty();
    }

    @Override
    public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> subjects)
            throws IOException, InterruptedException {
        PodList pods = PodList.parse(get.get(uri));
        Map<String, ContainerDescription> known = new HashMap<>();
        for (ContainerIdentity subject : subjects) {
            PodList.Told told = pods.containers().get(subject.id());
            if (told != null) {
                known.put(
                        subject.id(),
                        new ContainerDescription(Optional.empty(), Optional.of(told.name()), told.labels()));
                continue;
            }
            Map<String, String> labels = subject.podUid().map(pods.pods()::get).orElse(null);
            if (labels != null) {
                known.put(subject.id(), new ContainerDescription(Optional.empty(), Optional.empty(), labels));
            }
        }
        return known;
    }

    @Override
    public String remedy(IOException failure) {
        return failure instanceof ServiceAccount.DeniedException
                ? "bind the service account to a ClusterRole that may list pods (for a kubelet: get nodes/proxy)"
                : "look whether the service account is mounted, and whether the server shows a certificate of its CA";
    }

    /** One that can't be asked, and says why. */
    private record Unusable(String title, String reason, String remedy) implements NameSource {
        @Override
        public boolean mayKnow(ContainerIdentity subject) {
            return subject.inPod();
        }

        @Override
        public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> subjects) throws IOException {
            throw new IOException(reason);
        }

        @Override
        public String remedy(IOException failure) {
            return remedy;
        }
    }
}
