package io.scaph.api.snapshot;

/**
 * A job of a batch scheduler, as the control group of a process names it.
 *
 * @param id the scheduler's id, such as {@code 123}, or {@code 123.server} of PBS; the same on all hosts of the job
 * @param scheduler {@code slurm}, {@code oar}, {@code pbs} or {@code lsf}
 */
public record Job(String id, String scheduler) implements Group {
    @Override
    public Object identity() {
        return this;
    }
}
