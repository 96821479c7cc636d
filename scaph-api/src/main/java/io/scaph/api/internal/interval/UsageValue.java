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

/** A usage, with power and range in one value. */
public sealed interface UsageValue extends Usage {
    /** Returns the power and its range. */
    Power watts();

    @Override
    default OptionalDouble power() {
        return Power.known(watts().watts());
    }

    @Override
    default OptionalDouble lowPower() {
        return Power.known(watts().low());
    }

    @Override
    default OptionalDouble highPower() {
        return Power.known(watts().high());
    }

    /** Returns one line for people. */
    default String line() {
        OptionalDouble power = power();
        return name() + ": " + energy() + ", "
                + (power.isPresent() ? String.format(Locale.ROOT, "%.2f W", power.getAsDouble()) : "power unknown");
    }

    /** The usage of something with only a name. */
    record OfName(String name, Energy energy, Power watts) implements UsageValue {
        @Override
        public String toString() {
            return line();
        }
    }

    /** The usage of a domain, container, job, unit or user. */
    record OfSubject<T>(T subject, String name, Energy energy, Power watts) implements SubjectUsage<T>, UsageValue {
        @Override
        public String toString() {
            return line();
        }
    }

    /** The usage of a process. */
    record OfProcess(ProcessEnergy total, Energy energy, Power watts, Duration cpuTime)
            implements ProcessUsage, UsageValue {
        @Override
        public String name() {
            return process().name();
        }

        @Override
        public ProcessInfo process() {
            return total.process();
        }

        @Override
        public String toString() {
            return line();
        }
    }

    /** The usage of this JVM. */
    record OfJvm(Energy energy, Power watts, Usage application, Usage gc, Usage jit, Usage runtime)
            implements JvmUsage, UsageValue {
        @Override
        public String name() {
            return "jvm";
        }

        @Override
        public String toString() {
            return line();
        }
    }
}
