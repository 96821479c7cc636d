package io.scaph.profiler;

import io.scaph.api.energy.Energy;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a profile as text for people. */
final class ProfileTable {
    private static final int METHODS = 15;
    private static final int OWN_METHODS = 10;
    private static final int GROUPS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final double PERCENT = 100;
    private static final double NANOS = 1e9;

    private final EnergyProfile profile;
    private final StringBuilder text = new StringBuilder();

    ProfileTable(EnergyProfile profile) {
        this.profile = profile;
    }

    String text() {
        head();
        parts();
        methods();
        groups();
        samples();
        return text.toString();
    }

    private void head() {
        line("%s used by this JVM in %.1f s%s", used(), seconds(profile.duration()), estimate());
        if (!profile.unknownTime().isZero()) {
            line("  the energy of %.1f s is unknown and not included", seconds(profile.unknownTime()));
        }
    }

    /** Unknown is not 0. */
    private Object used() {
        boolean unknown = profile.unknownTime().compareTo(profile.duration()) >= 0
                && !profile.unknownTime().isZero();
        return unknown ? "an unknown energy" : profile.energy();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    private String estimate() {
        return profile.quality() == Quality.ESTIMATED ? ", ESTIMATED: computed by a model, not measured" : "";
    }

    private void parts() {
        part("application", profile.application());
        part("  of it without samples", profile.unsampled());
        part("garbage collection", profile.gc());
        part("compilation", profile.jit());
        part("other threads of the JVM", profile.runtime());
    }

    private void part(String name, Optional<Energy> energy) {
        energy.ifPresentOrElse(known -> part(name, known), () -> line("  %-24s %10s", name, "unknown"));
    }

    private void part(String name, Energy energy) {
        line("  %-24s %10s %6s", name, energy, share(energy));
    }

    private String share(Energy part) {
        double whole = profile.energy().joules();
        return whole > 0 ? String.format(Locale.ROOT, "%.1f %%", PERCENT * part.joules() / whole) : "";
    }

    private void methods() {
        List<MethodEnergy> methods = profile.methods();
        if (methods.isEmpty()) {
            return;
        }
        line("");
        line("      self       error   share      total  method");
        methods.stream()
                .limit(METHODS)
                .forEach(method -> line(
                        "%10s %s %7s %10s  %s",
                        method.self(), error(method.selfError()), share(method.self()), method.total(), method.name()));
        rest(methods.size() - METHODS, "methods");
        ownMethods(methods);
    }

    /** With what they call: of the JDK's methods, those would be a program's frame alone. */
    private void ownMethods(List<MethodEnergy> methods) {
        List<MethodEnergy> own = methods.stream()
                .filter(MethodEnergy::isOutsideOfJdk)
                .sorted(Comparator.comparing(MethodEnergy::total).reversed().thenComparing(MethodEnergy::name))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        line("");
        line("     total       error   share  method outside of the JDK");
        own.stream()
                .limit(OWN_METHODS)
                .forEach(method -> line(
                        "%10s %s %7s  %s",
                        method.total(), error(method.totalError()), share(method.total()), method.name()));
        rest(own.size() - OWN_METHODS, "methods");
    }

    private static String error(Energy error) {
        return String.format(Locale.ROOT, "%11s", "± " + error);
    }

    private void groups() {
        List<ThreadEnergy> groups = profile.threadGroups();
        if (groups.isEmpty()) {
            return;
        }
        line("");
        line("    energy   share  thread group");
        groups.stream()
                .limit(GROUPS)
                .forEach(group -> line("%10s %7s  %s", group.energy(), share(group.energy()), group.name()));
        rest(groups.size() - GROUPS, "thread groups");
    }

    private void rest(int count, String what) {
        if (count > 0) {
            line("           and %d more %s", count, what);
        }
    }

    private void samples() {
        SampleCounts counts = profile.samples();
        line("");
        line(
                "%d samples by %s, of %d expected by CPU time; %d lost in the JVM, %d without a stack, %d late, %d truncated, %d without known energy",
                counts.taken(),
                profile.samples().isByCpuTime() ? "CPU time" : "the wall clock",
                counts.expected(),
                counts.lost(),
                counts.failed(),
                counts.biased(),
                counts.truncated(),
                counts.withoutEnergy());
        if (counts.taken() == 0 && profile.duration().compareTo(PATIENCE) > 0) {
            line(
                    "there is no sample at all: does another profiler use the signal SIGPROF, or was the recording stopped?");
        }
    }

    /** Names are hostile: they must not start a new line or move the cursor. */
    private void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        text.append(line.replaceAll("\\p{Cntrl}", "?").stripTrailing()).append('\n');
    }
}
