package io.scaph.api.workload;

/** A job of a batch scheduler, as the control group of a process names it. Immutable. */
public sealed interface Job extends Group {
    /**
     * Returns a job.
     *
     * @param id the scheduler's id
     * @param scheduler the name of the scheduler
     * @return the job
     */
    static Job of(String id, String scheduler) {
        return new JobRecord(id, scheduler);
    }

    /**
     * Returns the scheduler's id, the same on all hosts of the job.
     *
     * @return such as {@code 123}, or {@code 123.server} of PBS
     */
    String id();

    /**
     * Returns the scheduler.
     *
     * @return {@code slurm}, {@code oar}, {@code pbs} or {@code lsf}
     */
    String scheduler();
}

/** A job of a batch scheduler. */
record JobRecord(String id, String scheduler) implements Job {
    @Override
    public Object identity() {
        return this;
    }
}
