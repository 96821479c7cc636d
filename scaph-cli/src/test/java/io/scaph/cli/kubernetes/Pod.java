package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.scaph.cli.program.Program;
import io.scaph.cli.program.Scaph;
import io.scaph.cli.program.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The container of the DaemonSet, started on a simulated node as a kubelet would start it: with its user, its arguments, its
 * environment, and the token where the manifest mounts it.
 */
final class Pod implements AutoCloseable {
    private static final String NODE = "node-1";
    private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final ApiServer api;
    private final Server server;

    private Pod(ApiServer api, Server server) {
        this.api = api;
        this.server = server;
    }

    /** Starts it, with more arguments at the end; waits until it is ready. */
    static Pod start(Path directory, SimulatedNode node, List<HasMetadata> objects, String... more) throws Exception {
        openTo(directory);
        List<PolicyRule> rules = new ArrayList<>();
        Manifests.all(objects, ClusterRole.class).forEach(role -> rules.addAll(role.getRules()));
        Path account = Files.createTempDirectory(directory, "account");
        ApiServer api = new ApiServer(account, NODE, SimulatedNode.pods(), rules);
        openTo(account);
        var spec =
                Manifests.only(objects, DaemonSet.class).getSpec().getTemplate().getSpec();
        Container container = spec.getContainers().get(0);
        int port = Server.freePort();
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script(container, spec.getVolumes())));
        command.add(account.toString());
        String user = spec.getSecurityContext().getRunAsUser().toString();
        command.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs"));
        command.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "env"));
        command.addAll(List.of("KUBERNETES_SERVICE_HOST=127.0.0.1", "KUBERNETES_SERVICE_PORT=" + api.port()));
        for (EnvVar variable : container.getEnv()) {
            assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("spec.nodeName");
            command.add(variable.getName() + "=" + NODE);
        }
        command.addAll(List.of(Scaph.script().toString(), "--no-header"));
        for (String argument : container.getArgs()) {
            command.add(argument.replace("/host/proc", node.procfs().toString())
                    .replace("/host/sys", node.sysfs().toString())
                    .replace("0.0.0.0", "127.0.0.1"));
        }
        command.addAll(List.of("-p", Integer.toString(port)));
        command.addAll(List.of(more));
        return new Pod(api, Server.start(directory, port, "/-/ready", command));
    }

    /** Mounts the service account if the container does, in its own view of the file system. */
    private static String script(Container container, List<Volume> volumes) {
        boolean mounted = container.getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(ACCOUNT))
                .map(VolumeMount::getName)
                .anyMatch(name -> volumes.stream()
                        .anyMatch(volume -> volume.getName().equals(name) && volume.getProjected() != null));
        return mounted
                ? "mount -t tmpfs tmpfs /run && chmod 755 /run && mkdir -p " + ACCOUNT + " && cp \"$0\"/* " + ACCOUNT
                        + " && exec \"$@\""
                : "exec \"$@\"";
    }

    /** Lets any user into a temporary directory. Only its owner can enter it, and so it is with those above it. */
    static void openTo(Path directory) throws Exception {
        Path outside = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path above = directory;
                above != null && !above.equals(outside) && above.startsWith(outside);
                above = above.getParent()) {
            Program.run(directory, List.of("chmod", "a+rx", above.toString()));
        }
    }

    Server server() {
        return server;
    }

    ApiServer api() {
        return api;
    }

    @Override
    public void close() throws IOException {
        server.close();
        api.close();
    }
}
