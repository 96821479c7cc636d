package io.scaph.linux.container;

import static io.scaph.linux.container.ControlGroupLines.ID;
import static io.scaph.linux.container.ControlGroupLines.lines;
import static io.scaph.linux.container.ControlGroupLines.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which job of a batch scheduler a process is in. */
class JobGroupsTest {
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
}
