package io.scaph.api.internal.interval;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.JvmUsage;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.SubjectUsage;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Energy and power under a name; the nested classes add what they are of. */
public sealed class UsageValue implements Usage {
    private final String name;
    private final Energy energy;
    private final Power power;

    /**
     * Makes a usage.
     *
     * @param name a name for people
     * @param energy the energy
     * @param power the power
     */
    public UsageValue(String name, Energy energy, Power power) {
        this.name = name;
        this.energy = energy;
        this.power = power;
    }

    /**
     * A power and its range, in W.
     *
     * @param watts the power; NaN if unknown
     * @param low the lower end of the range; NaN if it is unknown or not estimated
     * @param high the upper end of the range; NaN likewise
     */
    public record Power(double watts, double low, double high) {
        /** Nothing is known. */
        public static final Power UNKNOWN = new Power(Double.NaN, Double.NaN, Double.NaN);

        /** Returns a part of this power. */
        Power times(double part) {
            return new Power(watts * part, low * part, high * part);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Energy energy() {
        return energy;
    }

    @Override
    public final OptionalDouble power() {
        return known(power.watts);
    }

    @Override
    public final OptionalDouble lowPower() {
        return known(power.low);
    }

    @Override
    public final OptionalDouble highPower() {
        return known(power.high);
    }

    private static OptionalDouble known(double watts) {
        return Double.isNaN(watts) ? OptionalDouble.empty() : OptionalDouble.of(watts);
    }

    /** Returns one line for people. */
    @Override
    public final String toString() {
        String watts = Double.isNaN(power.watts) ? "power unknown" : String.format(Locale.ROOT, "%.2f W", power.watts);
        return name + ": " + energy + ", " + watts;
    }

    /** Of a domain, container, job, unit or user. */
    public static final class OfSubject<T> extends UsageValue implements SubjectUsage<T> {
        private final T subject;

        /**
         * Makes a usage.
         *
         * @param subject what used the energy
         * @param name its name
         * @param energy the energy
         * @param power the power
         */
        public OfSubject(T subject, String name, Energy energy, Power power) {
            super(name, energy, power);
            this.subject = subject;
        }

        @Override
        public T subject() {
            return subject;
        }
    }

    /** Of a process. */
    public static final class OfProcess extends UsageValue implements ProcessUsage {
        private final ProcessEnergy total;
        private final Duration cpuTime;

        /**
         * Makes a usage.
         *
         * @param total the process and its total
         * @param energy the energy in the interval
         * @param power the power
         * @param cpuTime the CPU time in the interval
         */
        public OfProcess(ProcessEnergy total, Energy energy, Power power, Duration cpuTime) {
            super(total.process().name(), energy, power);
            this.total = total;
            this.cpuTime = cpuTime;
        }

        @Override
        public ProcessInfo process() {
            return total.process();
        }

        @Override
        public Duration cpuTime() {
            return cpuTime;
        }

        @Override
        public ProcessEnergy total() {
            return total;
        }
    }

    /** Of this JVM. */
    public static final class OfJvm extends UsageValue implements JvmUsage {
        private final Usage application;
        private final Usage gc;
        private final Usage jit;
        private final Usage runtime;

        /**
         * Makes a usage.
         *
         * @param energy the energy of all parts
         * @param power the power of all parts
         * @param application what the application used
         * @param gc what garbage collection used
         * @param jit what compilation used
         * @param runtime what the JVM's other threads used
         */
        public OfJvm(Energy energy, Power power, Usage application, Usage gc, Usage jit, Usage runtime) {
            super("jvm", energy, power);
            this.application = application;
            this.gc = gc;
            this.jit = jit;
            this.runtime = runtime;
        }

        @Override
        public Usage application() {
            return application;
        }

        @Override
        public Usage gc() {
            return gc;
        }

        @Override
        public Usage jit() {
            return jit;
        }

        @Override
        public Usage runtime() {
            return runtime;
        }
    }
}
