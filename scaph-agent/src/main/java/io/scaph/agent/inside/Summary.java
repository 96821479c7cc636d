package io.scaph.agent.inside;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.JvmUsage;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.profiler.EnergyProfile;
import io.scaph.profiler.StackEnergy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What this JVM used, for people. */
final class Summary {
    private static final double NANOS = 1e9;
    private static final String OTHERS = "(no frame in these packages)";

    private final Interval interval;
    private final Optional<EnergyProfile> profile;
    private final List<String> packages;
    private final StringBuilder text = new StringBuilder();

    Summary(Interval interval, Optional<EnergyProfile> profile, List<String> packages) {
        this.interval = interval;
        this.profile = profile;
        this.packages = packages;
    }

    String text() {
        head();
        profile.ifPresentOrElse(known -> text.append(known), this::parts);
        profile.filter(known -> !packages.isEmpty()).ifPresent(this::packages);
        return text.toString();
    }

    private void head() {
        double seconds = interval.duration().toNanos() / NANOS;
        line(
                "scaph: this JVM used %s in %.1f s%s; %s",
                interval.self().map(self -> self.energy().toString()).orElse("an unknown energy"),
                seconds,
                interval.self()
                        .map(self -> watts(self.power(), self.lowPower(), self.highPower()))
                        .orElse(""),
                interval.quality());
        for (SensorInfo sensor : interval.to().sensors()) {
            line("  sensor %s: %s", sensor.name(), sensor.reason());
        }
    }

    private static String watts(OptionalDouble power, OptionalDouble low, OptionalDouble high) {
        if (power.isEmpty()) {
            return "";
        }
        String watts = String.format(Locale.ROOT, ", %.2f W", power.getAsDouble());
        return low.isEmpty() || high.isEmpty()
                ? watts
                : watts + String.format(Locale.ROOT, " (%.2f to %.2f W)", low.getAsDouble(), high.getAsDouble());
    }

    private void parts() {
        Optional<JvmUsage> jvm = interval.jvm();
        jvm.ifPresent(parts -> line(
                "  application %s, garbage collection %s, compilation %s, other threads of the JVM %s",
                parts.application().energy(),
                parts.gc().energy(),
                parts.jit().energy(),
                parts.runtime().energy()));
    }

    /** The energy of a stack belongs to the package of the innermost frame that is in one of the packages. */
    private void packages(EnergyProfile known) {
        Map<String, Long> sums = new LinkedHashMap<>();
        packages.forEach(name -> sums.put(name, 0L));
        sums.put(OTHERS, 0L);
        for (StackEnergy stack : known.stacks()) {
            sums.merge(packageOf(stack), stack.energy().microjoules(), Long::sum);
        }
        line("");
        line("    energy  package");
        sums.forEach((name, microjoules) -> line("%10s  %s", new Energy(microjoules), name));
    }

    private String packageOf(StackEnergy stack) {
        List<String> frames = stack.frames();
        for (int i = frames.size() - 1; i >= 0; i--) {
            for (String name : packages) {
                if (frames.get(i).startsWith(name)) {
                    return name;
                }
            }
        }
        return OTHERS;
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).replaceAll("\\p{Cntrl}", "?"))
                .append('\n');
    }
}
