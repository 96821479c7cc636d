package io.scaph.linux.container;

import static io.scaph.linux.container.ControlGroupLines.ID;
import static io.scaph.linux.container.ControlGroupLines.OUTER;
import static io.scaph.linux.container.ControlGroupLines.UID;
import static io.scaph.linux.container.ControlGroupLines.innermost;
import static io.scaph.linux.container.ControlGroupLines.lines;
import static io.scaph.linux.container.ControlGroupLines.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.Container;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form that each runtime gives the groups of its containers. */
class ContainerGroupsTest {
    @ParameterizedTest
    @CsvSource({
        "0::/system.slice/docker-ID.scope",
        "0::/system.slice/docker-ID.scope/init",
        "0::/system.slice/docker-ID.scope/system.slice/nginx.service",
        "0::/docker/ID",
        "'12:memory:/docker/ID; 4:cpu,cpuacct:/docker/ID; 1:name=systemd:/docker/ID; 0::/system.slice/containerd.service'",
        "0::/../docker-ID.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-ID.scope",
        "0::/system.slice:docker:ID"
    })
    void aContainerOfDockerIsFoundInItsScopeOrBelowItsParent(String lines) {
        assertThat(only(lines).id()).isEqualTo(ID);
        assertThat(only(lines).runtime()).contains("docker");
        assertThat(only(lines).scheduler()).contains("docker");
        assertThat(only(lines).name()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0::/docker/OUTER/docker/ID",
        "0::/system.slice/docker-OUTER.scope/docker/ID",
        "0::/kubepods/burstable/podUID/OUTER/docker/ID/init.scope",
    })
    void aContainerInAContainerIsItsOwn(String lines) {
        List<ControlGroup> found = ControlGroups.parse(lines(lines)).containers();

        assertThat(found).extracting(group -> group.container().id()).containsExactly(OUTER, ID);
        assertThat(found.get(1).container().scheduler()).contains("docker");
        assertThat(found.get(1).path()).startsWith(found.get(0).path() + "/");
    }

    @ParameterizedTest
    @CsvSource({
        "0::/system.slice/nerdctl-ID.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/nerdctl-ID.scope",
        "0::/default/ID",
        "5:cpuacct:/default/ID; 0::/",
        "0::/k8s.io/ID"
    })
    void aContainerOfContainerdIsFoundInItsNamespace(String lines) {
        assertThat(only(lines).id()).isEqualTo(ID);
        assertThat(only(lines).runtime()).contains("containerd");
        assertThat(only(lines).scheduler()).isEmpty();
    }

    @Test
    void aContainerOfContainerdMayHaveANameOfItsOwn() {
        assertThat(only("0::/default/redis").id()).isEqualTo("containerd/redis");
        assertThat(only("0::/default/redis").name()).contains("redis");
        assertThat(only("0::/docker/OUTER/default/redis").id()).isEqualTo(OUTER + "/containerd/redis");
        assertThat(ControlGroups.parse(lines("0::/somewhere/default/redis")).container())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0::/machine.slice/libpod-ID.scope",
        "0::/machine.slice/libpod-ID.scope/container",
        "0::/machine.slice/machine-libpod_pod_OUTER.slice/libpod-ID.scope/container",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope/container",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/user-libpod_pod_OUTER.slice/libpod-ID.scope",
        "4:cpuacct:/libpod_parent/libpod-ID; 0::/",
        "0::/libpod_parent/ID",
        "0::/system.slice/web.service/libpod-payload-ID"
    })
    void aContainerOfPodmanIsFoundInItsScope(String lines) {
        assertThat(only(lines).id()).isEqualTo(ID);
        assertThat(only(lines).runtime()).contains("podman");
        assertThat(only(lines).scheduler()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podID_.slice/cri-containerd-ID.scope, containerd",
        "0::/kubepods.slice/kubepods-podID_.slice/crio-ID.scope, cri-o",
        "0::/kubepods.slice/kubepods-podID_.slice/crio-ID.scope/container, cri-o",
        "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-podID_.slice/docker-ID.scope, docker",
        "5:cpuacct:/kubepods/besteffort/podUID/ID,",
        "5:cpuacct:/kubepods/podUID/crio-ID, cri-o",
        "0::/system.slice/containerd.service/kubepods-burstable-podID_.slice:cri-containerd:ID, containerd",
        "0::/docker/OUTER/kubepods/besteffort/podUID/ID,",
        "0::/system.slice/docker-OUTER.scope/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-podID_.slice/cri-containerd-ID.scope, containerd",
        "0::/docker/OUTER/kubelet/kubepods/burstable/podUID/ID,",
        "0::/../../podUID/ID,",
        "0::/../../kubepods-burstable-podID_.slice/cri-containerd-ID.scope, containerd"
    })
    void aContainerOfAPodIsKubernetes(String lines, String runtime) {
        ControlGroup innermost = innermost(lines);

        assertThat(innermost.container().id()).isEqualTo(ID);
        assertThat(innermost.container().scheduler()).contains("kubernetes");
        assertThat(innermost.container().runtime().orElse(null)).isEqualTo(runtime);
        assertThat(innermost.podUid()).contains(UID);
        assertThat(innermost.container().labels()).containsEntry("kubernetes_pod_uid", UID);
    }

    @Test
    void aStaticPodIsKnownByItsHash() {
        String hash = "0123456789abcdef0123456789abcdef";

        assertThat(ControlGroups.parse(lines("0::/kubepods/burstable/pod" + hash + "/ID"))
                        .containers()
                        .get(0)
                        .podUid())
                .contains(hash);
    }

    @Test
    void theRuntimeInterfaceIsOfKubernetesWhereANamespaceHidesThePod() {
        assertThat(only("0::/../cri-containerd-ID.scope").scheduler()).contains("kubernetes");
        assertThat(only("0::/../crio-ID.scope").scheduler()).contains("kubernetes");
    }

    @Test
    void aBareIdIsAContainerOfSomeRuntime() {
        assertThat(only("3:cpuacct:/ecs/0123/ID"))
                .isEqualTo(Container.of(
                        ID,
                        only("0::/x/ID").runtime().orElse(null),
                        only("0::/x/ID").scheduler().orElse(null)));
        assertThat(only("0::/x/ID").runtime()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0::/ecs/34dc0b5e626f2c5c4c5170e34b10e765/34dc0b5e626f2c5c4c5170e34b10e765-438231021, 34dc0b5e626f2c5c4c5170e34b10e765-438231021,",
        "'5:cpu,cpuacct:/ecs/34dc0b5e626f2c5c4c5170e34b10e765/34dc0b5e626f2c5c4c5170e34b10e765-1', 34dc0b5e626f2c5c4c5170e34b10e765-1,",
        "0::/../34dc0b5e626f2c5c4c5170e34b10e765-1234567890, 34dc0b5e626f2c5c4c5170e34b10e765-1234567890,",
        "5:cpuacct:/ecs/55091c13-b8cf-4801-b527-f4601742204d/ID, ID,",
        "0::/ecstasks.slice/ecstasks-34dc0b5e626f2c5c4c5170e34b10e765.slice/docker-ID.scope, ID, docker",
        "4:cpuacct:/garden/6f265890-5165-7fab-6b52-18d1, 6f265890-5165-7fab-6b52-18d1, garden",
        "0::/system.slice/garden.service/garden/good/70eb4ce5-a065-4401-6990-88ed, 70eb4ce5-a065-4401-6990-88ed, garden",
        "0::/system.slice/garden.service/garden/cf83e135-7b1a-4c36-a37d-0123456789ab, cf83e135-7b1a-4c36-a37d-0123456789ab, garden",
        "0::/garden/c034152c-80b0-4a44-70df-5c61-liveness-healthcheck-0, c034152c-80b0-4a44-70df-5c61-liveness-healthcheck-0, garden",
        "'9:cpu,cpuacct:/mesos/168b386b-893f-478e-bbf1-209482231b88', 168b386b-893f-478e-bbf1-209482231b88, mesos",
        "4:cpuacct:/mesos/3b1cf944-1d97-40a6-ac73-b156ac2f2bfe/mesos/077d75a1-d7b6-4e55-8114-13f925fe4f49, 077d75a1-d7b6-4e55-8114-13f925fe4f49, mesos",
        "0::/nomad.slice/share.slice/4744f0ea-7616-ab3a-a420-8e25056e3861.web.scope, 4744f0ea-7616-ab3a-a420-8e25056e3861.web, nomad",
        "0::/nomad.slice/reserve.slice/4744f0ea-7616-ab3a-a420-8e25056e3861.web.scope, 4744f0ea-7616-ab3a-a420-8e25056e3861.web, nomad",
        "0::/docker/buildkit/ynw0f8mzq3l2k1j4h5g6f7d8s, ynw0f8mzq3l2k1j4h5g6f7d8s, buildkit",
        "0::/system.slice/buildkit-ynw0f8mzq3l2k1j4h5g6f7d8s.scope, ynw0f8mzq3l2k1j4h5g6f7d8s, buildkit",
        "0::/system.slice:buildkit:ynw0f8mzq3l2k1j4h5g6f7d8s, ynw0f8mzq3l2k1j4h5g6f7d8s, buildkit",
        "0::/default/kata_ID, ID, kata",
        "0::/moby/ID, ID, docker",
        "0::/system.slice/runc-my-test.1.scope, runc/my-test.1, runc",
        "0::/user.slice/user-1000.slice/user@1000.service/runc-a.scope, user-1000/runc/a, runc",
    })
    void everyRuntimesFormGivesItsId(String lines, String id, String runtime) {
        assertThat(only(lines).id()).isEqualTo(id.replace("ID", ID));
        assertThat(only(lines).runtime().orElse(null)).isEqualTo(runtime);
    }

    @Test
    void aTaskOfNomadHasItsName() {
        assertThat(only("0::/nomad.slice/share.slice/4744f0ea-7616-ab3a-a420-8e25056e3861.web.scope")
                        .name())
                .contains("web");
    }

    @ParameterizedTest
    @CsvSource({
        "0::/my\\x2droot.slice/my\\x2droot-kubepods.slice/my\\x2droot-kubepods-burstable.slice/my\\x2droot-kubepods-burstable-podID_.slice/crio-ID.scope",
        "0::/kubepods/burstable/podUID/kata_ID",
        "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podID_.slice:cri-containerd:ID",
    })
    void aPodIsKnownUnderARootOfTheKubeletsOwnToo(String lines) {
        assertThat(only(lines).id()).isEqualTo(ID);
        assertThat(only(lines).labels()).containsEntry("kubernetes_pod_uid", UID);
    }

    @ParameterizedTest
    @CsvSource({
        "0::/lxc.payload.web, web, web",
        "0::/lxc.payload.web/init.scope, web, web",
        "0::/lxc.payload/web/system.slice/x.service, web, web",
        "4:cpuacct:/lxc/web; 0::/, web, web",
        "0::/lxc/100/ns/system.slice/postfix.service, 100, 100",
        "0::/lxc.payload.project_web-1, project_web-1, project_web-1",
        "0::/lxc.payload.web/lxc.payload.web, web/web, web",
        "0::/user.slice/user-1000.slice/user@1000.service/lxc.payload.web, user-1000/web, web",
        "0::/machine.slice/machine-lxc\\x2d1234\\x2dweb.scope, web, web",
        "4:cpuacct:/machine/web.libvirt-lxc, web, web",
        "4:cpuacct:/machine/lxc-7-web.libvirt-lxc, web, web",
    })
    void aContainerOfLxcIsToldByItsName(String lines, String id, String name) {
        assertThat(only(lines).id()).isEqualTo(id);
        assertThat(only(lines).name()).contains(name);
        assertThat(only(lines).runtime()).contains("lxc");
    }

    @ParameterizedTest
    @CsvSource({
        "0::/machine.slice/systemd-nspawn@debian\\x2dweb.service/payload/init.scope, payload",
        "0::/machine.slice/machine-debian\\x2dweb.scope/payload/system.slice/a.service, payload",
        "1:name=systemd:/machine.slice/machine-debian\\x2dweb.scope/init.scope, scope",
        "1:name=systemd:/machine.slice/machine-debian\\x2dweb.scope/system.slice/a.service, scope",
        "4:cpuacct:/machine.slice/systemd-nspawn@debian\\x2dweb.service, service",
    })
    void aContainerOfNspawnIsToldByItsName(String lines, String pathEnd) {
        assertThat(only(lines).id()).isEqualTo("systemd-nspawn/debian-web");
        assertThat(only(lines).name()).contains("debian-web");
        assertThat(only(lines).runtime()).contains("systemd-nspawn");
        assertThat(ControlGroups.parse(lines(lines)).containers().get(0).path()).endsWith(pathEnd);
    }
}
