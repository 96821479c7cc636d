package io.scaph.linux.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Linux shows them, of groups as runtimes lay them out. ID and OUTER are ids, UID is the uid of a pod. */
class ControlGroupsTest {
    private static final String ID = "3f1d2c0b9a8e7f6d5c4b3a291807f6e5d4c3b2a1908f7e6d5c4b3a2918070605";
    private static final String OUTER = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String UID = "1a2b3c4d-0001-4002-8003-a1b2c3d4e5f6";

    private static List<String> lines(String text) {
        return Stream.of(text.split("; ", -1))
                .map(line -> line.replace("ID_", UID.replace('-', '_'))
                        .replace("UID", UID)
                        .replace("ID", ID)
                        .replace("OUTER", OUTER))
                .toList();
    }

    private static ControlGroup innermost(String text) {
        return ControlGroups.parse(lines(text)).innermost().orElseThrow();
    }

    private static Container only(String text) {
        return innermost(text).container();
    }

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
        "'4:cpu,cpuacct:/slurm/uid_1000/job_123/step_batch/task_0', slurm, 123, job_123",
        "'4:cpu,cpuacct:/slurm_node1/uid_1000/job_123/step_0', slurm, 123, job_123",
        "0::/system.slice/slurmstepd.scope/job_123/step_0/user/task_0, slurm, 123, job_123",
        "0::/system.slice/node1.cluster_slurmstepd.scope/job_123/step_extern/user/task_special, slurm, 123, job_123",
        "'4:cpu,cpuacct:/; 8:memory:/slurm/uid_0/job_7/step_0; 0::/', slurm, 7, job_7",
        "4:cpuacct:/oar/jane_4711, oar, 4711, jane_4711",
        "4:cpuacct:/oar/jane.doe-2_4711/x, oar, 4711, jane.doe-2_4711",
        "4:cpuacct:/oardocker/node1/oar/docker_3, oar, 3, docker_3",
        "0::/oar.slice/jane_4711.scope, oar, 4711, jane_4711.scope",
        "0::/oar.slice/oar-u1000.slice/oar-u1000-j45670.slice/oar-u1000-j45670-s1.scope, oar, 45670, oar-u1000-j45670.slice",
        "0::/oar.slice/system/oar-u1-j14, oar, 14, oar-u1-j14",
        "4:cpuacct:/pbs_jobs.service/jobid/123.server, pbs, 123.server, 123.server",
        "0::/pbs_jobs.service/jobs/123.server, pbs, 123.server, 123.server",
        "0::/pbs_jobs.service/jobs/123, pbs, 123, 123",
        "4:cpuacct:/pbspro.slice/pbspro-123.server.slice, pbs, 123.server, pbspro-123.server.slice",
        "4:cpuacct:/pbspro.slice/pbspro-123\\x5b4\\x5d.my\\x2dserver.slice, pbs, 123[4].my-server, .slice",
        "4:cpuacct:/pbspro/123.server, pbs, 123.server, 123.server",
        "4:cpuacct:/lsf/cluster1/job.17.12345.1600000000, lsf, 17, job.17.12345.1600000000",
    })
    void aJobIsToldByItsSchedulersForm(String lines, String scheduler, String id, String pathEnd) {
        JobGroup group = ControlGroups.parse(lines(lines)).job().orElseThrow();

        assertThat(group.job()).isEqualTo(Job.of(id, scheduler));
        assertThat(group.path()).endsWith(pathEnd);
        assertThat(ControlGroups.parse(lines(lines)).container()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0::/system.slice/slurmstepd.scope/job_123/step_0/user/task_0/docker-ID.scope",
        "0::/system.slice/docker-ID.scope/system.slice/slurmstepd.scope/job_123/step_0",
        "'4:cpuacct:/docker/ID; 8:memory:/slurm/uid_0/job_123/step_0'",
    })
    void aProcessMayBeInAContainerAndInAJob(String lines) {
        assertThat(only(lines).id()).isEqualTo(ID);
        assertThat(ControlGroups.parse(lines(lines)).job()).map(JobGroup::job).contains(Job.of("123", "slurm"));
    }

    @Test
    void theOutermostJobCounts() {
        assertThat(ControlGroups.parse(lines("0::/oar/jane_1/system.slice/slurmstepd.scope/job_2"))
                        .job())
                .map(JobGroup::job)
                .contains(Job.of("1", "oar"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/",
                "0::/slurm",
                "0::/slurm/uid_0",
                "0::/slurm/uid_0/job_",
                "0::/slurm/uid_0/job_1x",
                "0::/slurm/job_1",
                "0::/job_1",
                "0::/system.slice/slurmd.service",
                "0::/system.slice/slurmstepd.scope/system",
                "0::/oar.slice",
                "0::/pbs_jobs.service",
                "0::/pbs_jobs.service/jobid",
                "0::/system.slice/pbs.service",
                "0::/htcondor/condor_var_lib_condor_execute_slot1",
                "0::/user.slice/user-1000.slice/user@1000.service/slurm/uid_0/job_123",
            })
    void aProcessOutsideOfJobsAndWhatAUserNamesLikeOneHasNone(String lines) {
        assertThat(ControlGroups.parse(lines(lines)).job()).isEmpty();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/",
                "0::/..",
                "0::/system.slice/docker.service",
                "0::/system.slice/containerd.service",
                "0::/system.slice/docker.socket",
                "0::/docker",
                "0::/docker/buildx",
                "0::/user.slice/user-0.slice",
                "0::/machine.slice/libpod-conmon-ID.scope",
                "0::/system.slice/crio-conmon-ID.scope",
                "0::/libpod_parent/conmon",
                "0::/lxc.monitor.web",
                "0::/lxc.monitor/web",
                "0::/lxc.pivot",
                "0::/system.slice/lxc.service",
                "0::/machine.slice/systemd-nspawn@web.service/supervisor",
                "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
                "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt/emulator",
                "0::/machine.slice",
                "0::/machine.slice/machine-xen\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-libxl\\x2d3\\x2dvm.scope/libvirt/emulator",
                "0::/machine.slice/machine-ch\\x2d3\\x2dvm.scope/libvirt/vcpu0",
                "0::/machine.slice/machine-bhyve\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-vbox\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-vmware\\x2d3\\x2dvm.scope",
                "0::/machine.slice/machine-cloud\\x2dhypervisor.scope",
                "0::/machine.slice/machine-vm.scope",
                "0::/machine.slice/machine-vm.scope/supervisor",
                "0::/machine.slice/systemd-vmspawn@vm.service",
                "0::/user.slice/machine-vm.scope/payload",
                "4:cpuacct:/machine/web.libvirt-qemu/emulator",
                "0::/firecracker/551e7604-e35c-42b3-b825-416853441234",
                "0::/system.slice/snap.firefox.firefox-6f265890-5165-7fab-6b52-18d100000000.scope",
                "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-flatpak-org.gnome.Maps-17.scope",
                "0::/system.slice/garden.service",
                "0::/system.slice/garden.service/garden",
                "0::/system.slice/docker-0123456789ab.scope",
                "0::/ecs/34dc0b5e626f2c5c4c5170e34b10e765",
                "0::/ecstasks.slice/ecstasks-34dc0b5e626f2c5c4c5170e34b10e765.slice",
                "0::/x/34dc0b5e626f2c5c4c5170e34b10e765-",
                "0::/x/34dc0b5e626f2c5c4c5170e34b10e765-12x",
                "0::/buildkit",
                "0::/system.slice/buildkit.service",
                "0::/mesos",
                "0::/nomad.slice/share.slice",
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podID_.slice",
                "0::/kubelet.slice",
                "0::/lxc/",
                "0::/lxc/..",
                "0::/lxc/.hidden",
                "0::/lxc.payload.a b",
                "0::/lxc.payload.\u001b[2J",
                "0::/docker/../ID1",
                "0::docker/ID",
                "nonsense",
                "::",
                "",
            })
    void aProcessOutsideOfContainersHasNone(String lines) {
        assertThat(ControlGroups.parse(lines(lines)).container()).isEmpty();
    }

    @Test
    void aWatcherInAContainerBelongsToThatContainer() {
        assertThat(only("0::/system.slice/docker-OUTER.scope/machine.slice/libpod-conmon-ID.scope")
                        .id())
                .isEqualTo(OUTER);
    }

    @Test
    void theTreeThatAccountsForTimeDecides() {
        assertThat(ControlGroups.parse(lines("5:memory:/docker/OUTER; 2:cpu,cpuacct:/docker/ID; 0::/docker/OUTER"))
                        .containers())
                .extracting(group -> group.container().id())
                .containsExactly(ID);
        assertThat(innermost("2:cpu,cpuacct:/; 0::/docker/ID").hierarchy()).isEqualTo(Hierarchy.UNIFIED);
        assertThat(innermost("5:memory:/docker/ID; 2:cpu,cpuacct:/; 0::/").hierarchy())
                .isNull();
    }

    @Test
    void aGroupThatWasRemovedIsStillToldByItsPath() {
        assertThat(only("0::/docker/ID (deleted)").id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "0::/system.slice/nginx.service, nginx.service",
        "0::/user.slice/user-1000.slice/session-2.scope, session-2.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.gnome.Maps-17.scope, app-org.gnome.Maps-17.scope",
        "0::/user.slice/user-1000.slice/user@1000.service/init.scope, init.scope",
        "0::/system.slice/docker-ID.scope, docker-ID.scope",
        "0::/system.slice/docker-ID.scope/init, docker-ID.scope",
        "0::/system.slice/system-getty.slice/getty@tty1.service, getty@tty1.service",
        "0::/system.slice/dev-disk-by\\x2duuid-1.swap, dev-disk-by-uuid-1.swap",
        "0::/system.slice/_cpu.service, cpu.service",
        "0::/system.slice/a\\x0ab.service, a\\x0ab.service",
        "0::/system.slice/a\\xff.service, a\\xff.service",
        "0::/system.slice/a\\x.service, a\\x.service",
        "0::/../../system.slice/sshd.service, sshd.service",
        "4:cpuacct:/; 1:name=systemd:/system.slice/cron.service; 0::/, cron.service",
        "4:cpuacct:/; 1:name=systemd:/; 0::/system.slice/cron.service, cron.service",
    })
    void theInnermostUnitIsTold(String lines, String unit) {
        assertThat(ControlGroups.parse(lines(lines)).unit()).contains(unit.replace("ID", ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0::/", "0::/a/b", "0::/docker/ID", "0::/.service", "0::/a b.service", "nonsense"})
    void aProcessOutsideOfUnitsHasNone(String lines) {
        assertThat(ControlGroups.parse(lines(lines)).unit()).isEmpty();
    }

    @Test
    void anEndlessPathIsNobodys() {
        assertThat(ControlGroups.parse(List.of("0::" + "/lxc/a".repeat(100_000)))
                        .container())
                .isEmpty();
        assertThat(ControlGroups.parse(List.of("0::" + "/lxc/a".repeat(500))).containers())
                .hasSize(8);
        assertThat(ControlGroups.parse(List.of("0::/lxc/" + "a".repeat(129))).container())
                .isEmpty();
        assertThat(ControlGroups.parse(List.of("0::/" + "a".repeat(300) + ".service"))
                        .unit())
                .isEmpty();
    }

    @Test
    void noTextIsTooStrange() {
        Random random = new Random(7);
        String[] words = {
            "/",
            "0::",
            ":",
            "docker",
            "-",
            ".scope",
            ID,
            "lxc",
            "lxc.payload.",
            "kubepods",
            "pod",
            UID,
            "..",
            "machine-",
            "machine.slice",
            "\\x2d",
            "\\x",
            " (deleted)",
            "user@",
            "99999999999",
            ".service",
            "\0",
            "é",
            "payload",
            "default"
        };
        for (int i = 0; i < 20_000; i++) {
            List<String> text = new ArrayList<>(Arrays.asList("0::/", "1:cpuacct:/"));
            for (int j = 0; j < 12; j++) {
                int line = random.nextInt(2);
                text.set(line, text.get(line) + words[random.nextInt(words.length)]);
            }
            for (ControlGroup group : ControlGroups.parse(text).containers()) {
                assertThat(group.container().id()).matches("[A-Za-z0-9_.+/-]{1,1100}");
                assertThat(group.path()).startsWith("/");
            }
        }
    }
}
