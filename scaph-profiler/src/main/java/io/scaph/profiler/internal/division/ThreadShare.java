package io.scaph.profiler.internal.division;

import io.scaph.api.internal.ledger.Apportionment;
import io.scaph.profiler.internal.division.CallTree.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of one thread: its CPU time and samples since energy was divided last, and its energy. Energy that no sample
 * explains yet waits for the thread's next sample, since a thread that uses little is not sampled in every interval. Not safe
 * for use by several threads.
 */
final class ThreadShare {
    private String name;
    private final Samples running = new Samples();
    private final Samples waiting = new Samples();

    private long cpuNanos;
    private long microjoules;
    private long unsampledMicrojoules;
    private long samples;

    /** The samples of one kind since energy was divided last. */
    private static final class Samples {
        private final Map<Node, Weight> byNode = new LinkedHashMap<>();
        private long weightNanos;
        private long count;

        void add(Node node, StackSample sample) {
            Weight weight = byNode.computeIfAbsent(node, key -> new Weight());
            weight.nanos += sample.weightNanos();
            weight.count += sample.count();
            weightNanos += sample.weightNanos();
            count += sample.count();
        }

        /** Divides an energy among the samples; returns their number. */
        long divide(long amount) {
            Apportionment division = new Apportionment();
            division.begin(amount, weightNanos);
            byNode.forEach((node, weight) -> node.credit(division.next(weight.nanos), weight.count));
            return count;
        }

        void clear() {
            byNode.clear();
            weightNanos = 0;
            count = 0;
        }
    }

    private static final class Weight {
        long nanos;
        long count;
    }

    ThreadShare(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void rename(String now) {
        name = now;
    }

    void use(long nanos) {
        cpuNanos += nanos;
    }

    void add(Node node, StackSample sample) {
        (sample.waiting() ? waiting : running).add(node, sample);
    }

    long sampleCount() {
        return running.count + waiting.count;
    }

    /**
     * Returns the CPU time since energy was divided last.
     *
     * @param ended whether the thread has ended, so that its last time was not read: its samples then stand for it
     * @return the time, in ns
     */
    long cpuNanos(boolean ended) {
        return ended ? Math.max(cpuNanos, running.weightNanos) : cpuNanos;
    }

    /** Drops CPU time and samples whose energy will never be known; returns the number of samples. */
    long drop() {
        long dropped = sampleCount();
        settle();
        return dropped;
    }

    private void settle() {
        cpuNanos = 0;
        running.clear();
        waiting.clear();
    }

    /**
     * Adds the energy of the CPU time and divides it among the samples.
     *
     * @param more the energy, in µJ
     */
    void credit(long more) {
        microjoules += more;
        unsampledMicrojoules += more;
        // A thread without energy has only waited.
        if (sampleCount() > 0 && unsampledMicrojoules > 0) {
            divide(unsampledMicrojoules);
            unsampledMicrojoules = 0;
        }
        settle();
    }

    private void divide(long amount) {
        long nativeNanos = nativeNanos();
        if (running.count == 0) {
            samples += waiting.divide(amount);
        } else if (nativeNanos == 0) {
            samples += running.divide(amount);
        } else {
            Apportionment division = new Apportionment();
            division.begin(amount, cpuNanos);
            samples += running.divide(division.next(cpuNanos - nativeNanos));
            samples += waiting.divide(division.next(nativeNanos));
        }
    }

    /**
     * The CPU time of native code. Its samples are taken while it waits as well. If all samples together are no more than the CPU
     * time, it has not waited, and a few could not be taken. Otherwise it is what the samples of running code leave.
     */
    private long nativeNanos() {
        long sampledNanos = running.weightNanos + waiting.weightNanos;
        return sampledNanos <= cpuNanos
                ? Math.round((double) cpuNanos * waiting.weightNanos / sampledNanos)
                : Math.max(0, cpuNanos - running.weightNanos);
    }

    /** Takes over the energy of a thread that has ended. */
    void merge(ThreadShare ended) {
        microjoules += ended.microjoules;
        unsampledMicrojoules += ended.unsampledMicrojoules;
        samples += ended.samples;
    }

    ThreadTotal total(String group) {
        return new ThreadTotal(name, group, microjoules, unsampledMicrojoules, samples);
    }
}
