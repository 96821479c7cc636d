package io.scaph.profiler;

import io.scaph.api.energy.Energy;
import io.scaph.api.topology.Quality;
import io.scaph.profiler.internal.division.LedgerLine;
import io.scaph.profiler.internal.division.ProfileTotals;
import io.scaph.profiler.internal.format.CollapsedText;
import io.scaph.profiler.internal.format.FlameGraphPage;
import io.scaph.profiler.internal.format.SpeedscopeFile;
import io.scaph.profiler.internal.sampling.SampleTally;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The energy of this JVM by method, stack and thread, from the start of an {@link EnergyProfiler} until it was requested. To the
 * microjoule,
 *
 * <pre>
 * energy = application + gc + jit + runtime
 * application = sum of stacks + unsampled
 * application = sum of threads
 * </pre>
 *
 * <p>All energies are what is known: that of {@link #unknownTime()} is in none of them. Immutable.
 */
public final class EnergyProfile {
    private final ProfileTotals totals;
    private final SampleCounts samples;
    private final List<StackEnergy> stacks;
    private final List<MethodEnergy> methods;
    private final ThreadSums threads;

    EnergyProfile(ProfileTotals totals, SampleTally tally, long periodNanos, boolean byCpuTime) {
        this.totals = totals;
        samples = new SampleCounts(
                byCpuTime,
                tally.taken(),
                totals.cpuNanos() / periodNanos,
                tally.lost(),
                tally.failed(),
                tally.biased(),
                tally.truncated(),
                totals.dropped());
        StackSums sums = new StackSums(totals.stacks());
        stacks = sums.stacks();
        methods = sums.methods();
        threads = new ThreadSums(totals.threads());
    }

    /**
     * Returns when the profile starts.
     *
     * @return the time, by the wall clock
     */
    public Instant from() {
        return totals.from();
    }

    /**
     * Returns when the profile ends.
     *
     * @return the time, by the wall clock
     */
    public Instant to() {
        return totals.to();
    }

    /**
     * Returns the length of the profile.
     *
     * @return the time between its ends
     */
    public Duration duration() {
        return totals.duration();
    }

    /**
     * Returns the part of {@link #duration()} for which the energy of the host, or of a part of it, is unknown.
     *
     * @return the time; usually 0
     */
    public Duration unknownTime() {
        return totals.unknown();
    }

    /**
     * Returns how certain the host's energy is.
     *
     * @return the quality at the end of the profile
     */
    public Quality quality() {
        return totals.quality();
    }

    /**
     * Returns the energy of this JVM.
     *
     * @return the energy of its line in the ledger
     */
    public Energy energy() {
        return new Energy(totals.microjoules());
    }

    /**
     * Returns the energy of the application: of all Java threads, of native threads that are unknown to the JVM, of ended
     * children and of devices. If what the JVM used for itself is unknown, it is part of it.
     *
     * @return the energy
     */
    public Energy application() {
        LedgerLine.Own own = totals.own();
        return new Energy(totals.microjoules() - (own == null ? 0 : own.sum()));
    }

    /**
     * Returns the energy of all stacks.
     *
     * @return the sum over {@link #stacks()}
     */
    public Energy sampled() {
        return application().minus(unsampled());
    }

    /**
     * Returns the part of the application's energy that no sample explains: threads that used too little for a sample or
     * ended before one, native threads, ended children and devices.
     *
     * @return the energy
     */
    public Energy unsampled() {
        return new Energy(totals.unsampled());
    }

    /**
     * Returns the energy of garbage collection.
     *
     * @return the energy; empty if unknown
     */
    public Optional<Energy> gc() {
        return own(LedgerLine.Own::gc);
    }

    /**
     * Returns the energy of compilation.
     *
     * @return the energy; empty if unknown
     */
    public Optional<Energy> jit() {
        return own(LedgerLine.Own::jit);
    }

    /**
     * Returns the energy of the JVM's other threads.
     *
     * @return the energy; empty if unknown
     */
    public Optional<Energy> runtime() {
        return own(LedgerLine.Own::runtime);
    }

    private Optional<Energy> own(ToLongFunction<LedgerLine.Own> part) {
        return Optional.ofNullable(totals.own()).map(own -> new Energy(part.applyAsLong(own)));
    }

    /**
     * Returns the energy of every stack.
     *
     * @return the stacks, that with the most energy first
     */
    public List<StackEnergy> stacks() {
        return stacks;
    }

    /**
     * Returns the energy of every method.
     *
     * @return the methods, that with the most energy of its own first
     */
    public List<MethodEnergy> methods() {
        return methods;
    }

    /**
     * Returns the energy of one method.
     *
     * @param name its name, such as {@code java.lang.Thread.run}
     * @return the method; empty if it has no samples
     */
    public Optional<MethodEnergy> method(String name) {
        return methods.stream().filter(method -> method.name().equals(name)).findFirst();
    }

    /**
     * Returns the energy of every thread. Threads of a group that have ended are together in one.
     *
     * @return the threads, that with the most energy first
     */
    public List<ThreadEnergy> threads() {
        return threads.threads();
    }

    /**
     * Returns the energy of threads that have the same name except for a number at its end.
     *
     * @return the groups, that with the most energy first
     */
    public List<ThreadEnergy> threadGroups() {
        return threads.groups();
    }

    /**
     * Returns how many samples there are.
     *
     * @return the counts
     */
    public SampleCounts samples() {
        return samples;
    }

    /**
     * Writes this profile to a file, in the format of its ending.
     *
     * @param file the file; replaced if it exists
     * @throws IOException if it can't be written
     * @throws IllegalArgumentException if its ending is not that of a {@link ProfileFormat}
     */
    public void write(Path file) throws IOException {
        write(file, ProfileFormat.of(file));
    }

    /**
     * Writes this profile to a file.
     *
     * @param file the file; replaced as a whole if it exists
     * @param format the format
     * @throws IOException if it can't be written
     */
    public void write(Path file, ProfileFormat format) throws IOException {
        ProfileFile.replace(file, to -> write(to, format));
    }

    /**
     * Writes this profile.
     *
     * @param to where to write; not closed
     * @param format the format
     * @throws IOException if it can't be written
     */
    public void write(Writer to, ProfileFormat format) throws IOException {
        switch (format) {
            case HTML -> FlameGraphPage.write(totals, to);
            case COLLAPSED -> CollapsedText.write(totals, to);
            case JSON -> ProfileJson.write(this, to);
            case SPEEDSCOPE -> SpeedscopeFile.write(totals, to);
            case TEXT -> to.write(toString());
        }
    }

    /**
     * Writes a flame graph of the difference to another profile, as HTML.
     *
     * @param before the profile to compare with
     * @param file the file; replaced as a whole if it exists
     * @throws IOException if it can't be written
     */
    public void writeDifference(EnergyProfile before, Path file) throws IOException {
        ProfileFile.replace(file, to -> FlameGraphPage.writeDifference(before.totals, totals, to));
    }

    /**
     * Writes a flame graph of the difference to a profile of an earlier run, as HTML.
     *
     * @param collapsed the file of the earlier profile, written as {@link ProfileFormat#COLLAPSED}
     * @param file the file; replaced as a whole if it exists
     * @throws IOException if the earlier profile can't be read, or the file can't be written
     */
    public void writeDifference(Path collapsed, Path file) throws IOException {
        ProfileFile.replace(file, to -> FlameGraphPage.writeDifference(collapsed, totals, to));
    }

    /**
     * Returns a table for people.
     *
     * @return several lines: the JVM, methods with the most energy, thread groups, and numbers of samples
     */
    @Override
    public String toString() {
        return new ProfileTable(this).text();
    }
}
