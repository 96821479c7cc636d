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
 * Kubernetes, asked for the pods of this node only: by its API server, or by a kubelet. A container that is in no pod's status,
 * such as the one that holds a pod's namespaces, gets the labels of its pod.
 */
final class KubernetesNames implements NameSource {
    /** A DNS subdomain, as names of nodes are. */
    private static final Pattern NODE = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    private final String title;
    private final URI uri;
    private final ServiceAccount account;

    private KubernetesNames(String title, URI uri, ServiceAccount account) {
        this.title = title;
        this.uri = uri;
        this.account = account;
    }

    /**
     * Finds the cluster that this process is in, by what Kubernetes puts into each container.
     *
     * @param environment the environment variables
     * @param directory that of the service account
     * @return the source, or one that reports why names are not available; empty outside of clusters
     */
    static Optional<NameSource> find(Map<String, String> environment, Path directory) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String kubelet = environment.getOrDefault("SCAPH_KUBELET", "");
        if (host.isEmpty() && kubelet.isEmpty()) {
            return Optional.empty();
        }
        ServiceAccount account = new ServiceAccount(directory);
        if (!kubelet.isEmpty()) {
            return Optional.of(source("The kubelet", kubelet, "/pods", account));
        }
        String node = environment.getOrDefault("NODE_NAME", "");
        if (!NODE.matcher(node).matches()) {
            return Optional.of(new Unusable(
                    "Kubernetes",
                    "the name of this node is unknown",
                    "set NODE_NAME from the field spec.nodeName in the manifest (downward API)"));
        }
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        String address = "https://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        // From the server's cache, which is cheap also for a large cluster.
        String query = "/api/v1/pods?resourceVersion=0&fieldSelector="
                + URLEncoder.encode("spec.nodeName=" + node, StandardCharsets.UTF_8);
        return Optional.of(source("Kubernetes", address, query, account));
    }

    static NameSource source(String name, String address, String target, ServiceAccount account) {
        try {
            URI uri = new URI((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + target);
            // The token must not go to any other kind of server.
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                return new KubernetesNames(name + " at " + uri.getHost(), uri, account);
            }
        } catch (URISyntaxException e) {
            // Reported as an address of another kind is.
        }
        return new Unusable(
                name,
                "its address is not of the form https://HOST:PORT",
                "correct SCAPH_KUBELET or KUBERNETES_SERVICE_HOST");
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean mayKnow(ContainerIdentity container) {
        return container.inPod() && container.user().isEmpty();
    }

    @Override
    public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> containers)
            throws IOException, InterruptedException {
        PodList pods = PodList.parse(account.get(uri));
        Map<String, ContainerDescription> known = new HashMap<>();
        for (ContainerIdentity container : containers) {
            ContainerDescription found = pods.containers().get(container.id());
            if (found == null) {
                found = container.podUid().map(pods.pods()::get).orElse(null);
            }
            if (found != null) {
                known.put(container.id(), found);
            }
        }
        return known;
    }

    @Override
    public String remedy(IOException failure) {
        return failure instanceof ServiceAccount.DeniedException
                ? "bind the service account to a ClusterRole that may list pods (for a kubelet: get nodes/proxy)"
                : "check whether the service account is mounted, and whether the server has a certificate of its CA";
    }

    /** A source that can't be used, with the reason. */
    private record Unusable(String title, String reason, String remedy) implements NameSource {
        @Override
        public boolean mayKnow(ContainerIdentity container) {
            return container.inPod();
        }

        @Override
        public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> containers) throws IOException {
            throw new IOException(reason);
        }

        @Override
        public String remedy(IOException failure) {
            return remedy;
        }
    }
}
