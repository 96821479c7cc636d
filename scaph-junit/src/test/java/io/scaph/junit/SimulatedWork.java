package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;

/** A machine of one CPU that this program has to itself: what it uses in a second is what the machine draws in watts. */
final class SimulatedWork {
    private static final String PACKAGE = "package-0";

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine;

    private SimulatedWork(Quality quality) {
        Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone-0").withQuality(quality);
        machine = new SimulatedMachine(clock, 1, Topology.of(List.of(domain), List.of(domain)));
        machine.run(7, "mine", 1).self(7);
    }

    static SimulatedWork measured() {
        return new SimulatedWork(Quality.MEASURED);
    }

    /** The truth is from half to twice of what the model says. */
    static SimulatedWork estimated() {
        SimulatedWork work = new SimulatedWork(Quality.ESTIMATED);
        work.machine.uncertain(PACKAGE, 0.5, 2);
        return work;
    }

    Monitor monitor() {
        return machine.monitor();
    }

    /** Works for a second. */
    void joules(double joules) {
        machine.watts(PACKAGE, joules);
        clock.advance(Duration.ofSeconds(1));
        machine.watts(PACKAGE, 0);
    }

    /** Works for a time in which no counter moves by a step that means anything. */
    void nothing() {
        clock.advance(Duration.ZERO);
    }

    /** Loses sight of the counter. */
    void gap() {
        machine.readable(PACKAGE, false);
    }

    /** Sees it again, after a second of something else. */
    void seeAgain() {
        // A counter that stood still would not be believed.
        machine.readable(PACKAGE, true).watts(PACKAGE, 1);
        clock.advance(Duration.ofSeconds(1));
        machine.watts(PACKAGE, 0);
    }
}
