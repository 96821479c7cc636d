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

/** Energy and power under a name; the nested classes add the subject. */
public sealed class UsageValue implements Usage {
    private final String name;
    private final Energy energy;
    private final Power power;

    UsageValue(String name, Energy energy, Power power) {
        this.name = name;
        this.energy = energy;
        this.power = power;
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
        return Power.known(power.watts());
    }

    @Override
    public final OptionalDouble lowPower() {
        return Power.known(power.low());
    }

    @Override
    public final OptionalDouble highPower() {
        return Power.known(power.high());
    }

    /** Returns one line for people. */
    @Override
    public final String toString() {
        String watts = power.isKnown() ? String.format(Locale.ROOT, "%.2f W", power.watts()) : "power unknown";
        return name + ": " + energy + ", " + watts;
    }

    /** The usage of a domain, container, job, unit or user. */
    public static final class OfSubject<T> extends UsageValue implements SubjectUsage<T> {
        private final T subject;

        OfSubject(T subject, String name, Energy energy, Power power) {
            super(name, energy, power);
            this.subject = subject;
        }

        @Override
        public T subject() {
            return subject;
        }
    }

    /** The usage of a process. */
    public static final class OfProcess extends UsageValue implements ProcessUsage {
        private final ProcessEnergy total;
        private final Duration cpuTime;

        OfProcess(ProcessEnergy total, Energy energy, Power power, Duration cpuTime) {
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

    /** The usage of this JVM. */
    public static final class OfJvm extends UsageValue implements JvmUsage {
        private final Parts parts;

        /** The usage by what the JVM was used for. */
        record Parts(Usage application, Usage gc, Usage jit, Usage runtime) {}

        OfJvm(Energy energy, Power power, Parts parts) {
            super("jvm", energy, power);
            this.parts = parts;
        }

        @Override
        public Usage application() {
            return parts.application();
        }

        @Override
        public Usage gc() {
            return parts.gc();
        }

        @Override
        public Usage jit() {
            return parts.jit();
        }

        @Override
        public Usage runtime() {
            return parts.runtime();
        }
    }
}
