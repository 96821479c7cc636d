package io.scaph.junit.internal.profile;

import io.scaph.api.energy.Energy;
import io.scaph.profiler.EnergyProfile;
import io.scaph.profiler.MethodEnergy;
import io.scaph.profiler.StackEnergy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods that use most of the energy of a test. All energies are those of one run of its body.
 *
 * @param runs the number of runs under the profiler
 * @param samples the number of samples of threads at work, in all runs
 * @param expected the number that the CPU time would give
 * @param energy the energy of this JVM; above 0
 * @param unsampled the part of it that no sample explains
 * @param gc the energy of garbage collection; empty if unknown
 * @param jit the energy of compilation, much of it that of the flight recorder's code; empty if unknown
 * @param bySelf the methods that use the most themselves, most first
 * @param byTotal the methods outside of the JDK that use the most with what they call, from the body on, most first
 * @param flameGraph the file with all methods; empty if it could not be written
 */
public record HotMethods(
        int runs,
        long samples,
        long expected,
        Energy energy,
        Energy unsampled,
        Optional<Energy> gc,
        Optional<Energy> jit,
        List<Method> bySelf,
        List<Method> byTotal,
        Optional<Path> flameGraph) {
    private static final int SHOWN = 5;
    private static final double SMALLEST_SHARE = 0.01;
    private static final double PERCENT = 100;

    /**
     * One method.
     *
     * @param name its name
     * @param self the energy of the method itself
     * @param selfError its statistical error
     * @param total the energy with what it calls
     * @param totalError its statistical error
     */
    public record Method(String name, Energy self, Energy selfError, Energy total, Energy totalError) {
        static Method of(MethodEnergy method, int runs) {
            return new Method(
                    method.name(),
                    perRun(method.self(), runs),
                    perRun(method.selfError(), runs),
                    perRun(method.total(), runs),
                    perRun(method.totalError(), runs));
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("selfJoules", self.joules());
            json.put("selfErrorJoules", selfError.joules());
            json.put("totalJoules", total.joules());
            json.put("totalErrorJoules", totalError.joules());
            return json;
        }
    }

    /**
     * Selects the methods.
     *
     * @param profile the profile of all runs; its energy is above 0
     * @param runs the number of runs
     * @param body the name of the body in stacks
     * @param flameGraph the file with all methods; empty if it could not be written
     */
    static HotMethods of(EnergyProfile profile, int runs, String body, Optional<Path> flameGraph) {
        List<StackEnergy> stacks = profile.stacks();
        Set<String> callers = callers(stacks.stream().map(StackEnergy::frames).toList(), body);
        Set<String> ours = stacks.stream()
                .filter(HotMethods::isOurs)
                .flatMap(stack -> stack.frames().stream())
                .collect(Collectors.toSet());
        Stream<MethodEnergy> own = profile.methods().stream()
                .filter(method ->
                        method.isOutsideOfJdk() && !callers.contains(method.name()) && !ours.contains(method.name()))
                .sorted(Comparator.comparing(MethodEnergy::total).reversed().thenComparing(MethodEnergy::name));
        return new HotMethods(
                runs,
                samples(profile),
                profile.samples().expected(),
                perRun(profile.energy(), runs),
                perRun(profile.unsampled(), runs),
                profile.gc().map(gc -> perRun(gc, runs)),
                profile.jit().map(jit -> perRun(jit, runs)),
                first(profile.methods().stream(), runs),
                first(own, runs),
                flameGraph);
    }

    /** The number of samples that found a thread at work. Before Java 25 most samples in native code find one that waits. */
    static long samples(EnergyProfile profile) {
        return profile.stacks().stream()
                .filter(stack -> stack.energy().microjoules() > 0 && !isOurs(stack))
                .mapToLong(StackEnergy::samples)
                .sum();
    }

    /** Whether it is a stack of the monitor or of the profiler. */
    private static boolean isOurs(StackEnergy stack) {
        return stack.threadGroup().startsWith("scaph-");
    }

    private static List<Method> first(Stream<MethodEnergy> methods, int runs) {
        return methods.limit(SHOWN).map(method -> Method.of(method, runs)).toList();
    }

    private static Energy perRun(Energy energy, int runs) {
        return new Energy(energy.microjoules() / runs);
    }

    /** The methods that lead to the body: JUnit's, the build tool's, ours. They have all the energy, and explain none. */
    static Set<String> callers(List<List<String>> stacks, String body) {
        Set<String> callers = new HashSet<>();
        for (List<String> frames : stacks) {
            callers.addAll(frames.subList(0, Math.max(0, frames.indexOf(body))));
        }
        return callers;
    }

    /** Lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("methods: of " + energy + " of this JVM for each of the " + runs + " runs under the profiler; "
                + samples + " samples of " + expected + " expected by CPU time"
                + gc.map(part -> "; garbage collection " + share(part)).orElse("")
                + jit.map(part -> "; compilation " + share(part)).orElse(""));
        lines.add("        self       error   share  method");
        bySelf.forEach(method -> add(method.self, method.selfError, method.name, lines));
        lines.add("       total       error   share  method outside of the JDK");
        byTotal.forEach(method -> add(method.total, method.totalError, method.name, lines));
        flameGraph.ifPresent(file -> lines.add("flame graph: " + file));
        return lines;
    }

    private void add(Energy value, Energy error, String name, List<String> lines) {
        if (value.joules() >= SMALLEST_SHARE * energy.joules()) {
            lines.add(String.format("%12s %11s %7s  %s", value, "± " + error, share(value), name));
        }
    }

    private String share(Energy part) {
        return String.format(Locale.ROOT, "%.1f %%", PERCENT * part.joules() / energy.joules());
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", runs);
        json.put("samples", samples);
        json.put("expectedSamples", expected);
        json.put("joules", energy.joules());
        json.put("unsampledJoules", unsampled.joules());
        gc.ifPresent(part -> json.put("gcJoules", part.joules()));
        jit.ifPresent(part -> json.put("jitJoules", part.joules()));
        json.put(
                "methods",
                Stream.concat(bySelf.stream(), byTotal.stream())
                        .distinct()
                        .map(Method::json)
                        .toList());
        flameGraph.ifPresent(file -> json.put("flameGraph", file.toString()));
        return json;
    }
}
