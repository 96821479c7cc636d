package io.scaph.linux.container;

import io.scaph.api.workload.Job;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form in which a batch scheduler names the control group of a job.
 *
 * @param scheduler the scheduler
 * @param place matches {@code GRANDPARENT/PARENT/NAME}, with a group {@code id}
 */
record JobForm(String scheduler, Pattern place) {
    private static final String PBS_ID = "(?<id>[0-9]+(?:\\[[0-9]*])?(?:\\.[A-Za-z0-9_.-]+?)?)";

    /**
     * The forms. The source of a form is the scheduler's own code, unless noted. Not included: HTCondor, which names groups by
     * slots, not by jobs; Grid Engine and Flux, for which no form was found that holds everywhere.
     */
    private static final List<JobForm> ALL = List.of(
            // Slurm, src/plugins/cgroup/v1: also slurm_NODE where a machine runs several slurmd.
            of("slurm", "slurm(?:_[^/]+)?/uid_[0-9]+/job_(?<id>[0-9]+)"),
            // Slurm, src/plugins/cgroup/v2: also NODE_slurmstepd.scope.
            of("slurm", ".*/(?:[^/]+_)?slurmstepd\\.scope/job_(?<id>[0-9]+)"),
            // OAR 2, tools/job_resource_manager_cgroups.pl: cpuset_path is /oar, or /oardocker/NODE/oar; with systemd.
            of("oar", ".*/oar/[^/]+_(?<id>[0-9]+)"),
            of("oar", ".*/oar\\.slice/[^/]+_(?<id>[0-9]+)\\.scope"),
            // OAR 3: Alumet's plugin for it, and the documentation of Grid'5000.
            of("oar", "oar\\.slice/[^/]+/oar-u?[0-9]+-j(?<id>[0-9]+)(?:\\.slice)?"),
            // OpenPBS and PBS Professional, hooks/cgroups/pbs_cgroups.PY: version 1, version 2, and before release 18.
            of("pbs", "(?:pbs_jobs|pbspro)\\.service/(?:jobid|jobs)/" + PBS_ID),
            of("pbs", ".*/pbspro\\.slice/pbspro-" + PBS_ID + "\\.slice"),
            of("pbs", ".*/pbspro/" + PBS_ID),
            // LSF: CEEMS' exporter has lsf/CLUSTER/job.JOB.PID.TIME.
            of("lsf", "lsf/[^/]+/job\\.(?<id>[0-9]+(?:\\[[0-9]+])?)(?:\\.[0-9]+)*"));

    private static JobForm of(String scheduler, String place) {
        return new JobForm(scheduler, Pattern.compile(place, Pattern.DOTALL));
    }

    /**
     * Finds the job that a control group belongs to.
     *
     * @param place {@code GRANDPARENT/PARENT/NAME}, without systemd's escapes; parts missing at the top are empty
     * @return the job; empty if the group does not belong to one
     */
    static Optional<Job> match(String place) {
        for (JobForm form : ALL) {
            Matcher matcher = form.place.matcher(place);
            if (matcher.matches()) {
                return Optional.of(Job.of(matcher.group("id"), form.scheduler));
            }
        }
        return Optional.empty();
    }
}
