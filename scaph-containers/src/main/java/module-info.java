import org.jspecify.annotations.NullMarked;

/** Names and labels of containers, from Docker, podman and Kubernetes. scaph-linux uses this module where it is present. */
@NullMarked
module io.scaph.containers {
    requires com.fasterxml.jackson.core;
    requires io.scaph.api;
    requires io.scaph.linux;
    requires java.net.http;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.containers;

    provides io.scaph.linux.container.name.ContainerNames with
            io.scaph.containers.RuntimeNames;
}
