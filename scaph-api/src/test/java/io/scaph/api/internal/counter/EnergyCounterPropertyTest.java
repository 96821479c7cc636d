package io.scaph.api.internal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.counter.EnergyCounter.Meaning;
import io.scaph.api.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the counter with a machine that has the true values. */
class EnergyCounterPropertyTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    @Test
    void misreadsAndFailuresLoseNothing() {
        Property.holds(random -> {
            Machine machine = new Machine(random);

            int steps = 1 + random.nextInt(60);
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(9)) {
                    case 0 -> machine.failedRead();
                    case 1, 2 -> machine.misread();
                    case 3 -> machine.readTwiceAtOnce();
                    case 4 -> machine.freeze();
                    default -> machine.goodRead();
                }
            }
            machine.lastRead();

            assertThat(machine.counter.energyMicrojoules()).isEqualTo(machine.used);
            assertThat(machine.counter.knownNanos()).isEqualTo(machine.nanos - machine.start);
        });
    }

    @Test
    void energyThatIsLostIsNeverInvented() {
        Property.holds(random -> {
            Machine machine = new Machine(random);

            int steps = 1 + random.nextInt(60);
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(10)) {
                    case 0 -> machine.failedRead();
                    case 1 -> machine.misread();
                    case 2 -> machine.reset();
                    case 3 -> machine.pauseTooLong();
                    case 4 -> machine.freeze();
                    case 5 -> machine.suspend();
                    default -> machine.goodRead();
                }
            }

            long usedWhileKnown = machine.used - machine.lost;
            assertThat(machine.counter.energyMicrojoules()).isBetween(usedWhileKnown - machine.pending, machine.used);
        });
    }

    /** A register with a load that stays below the ceiling. The counter sees the lower part of the register. */
    private static final class Machine {
        private static final long[] RANGES = {
            262_143_328_850L, 65_532_610_987L, 4_294_967_295_000_000L, 4_294_967_295L, 100_000_000L
        };

        final EnergyCounter counter;
        final boolean neverStill;
        final long start;
        long nanos;
        long used;
        long lost;
        long pending;

        private final Random random;
        private final long range;
        private final long states;
        private final double ceiling;
        /** The longest time between two good readings. */
        private final long patience;

        private final List<Long> misreads = new ArrayList<>();
        private long register;
        private long goodRegister;
        private long goodNanos;
        private long lastEnergy;
        private long lastKnown;

        Machine(Random random) {
            this.random = random;
            range = RANGES[random.nextInt(RANGES.length)];
            states = range + Math.round(range / 4_294_967_295.0);
            long watts = Math.min(100 + random.nextInt(10_000), range / 1_000_000);
            ceiling = watts / 1_000.0;
            patience = (long) (range / ceiling * 0.9);
            counter = EnergyCounter.wrapping(range, watts);
            neverStill = random.nextBoolean();
            if (neverStill) {
                counter.neverStill(true);
            }
            start = random.nextLong();
            nanos = start;
            register = random.nextLong(states);
            take(raw());
            settled();
            moveAtOnce();
        }

        private long raw() {
            return Math.min(register % states, range);
        }

        /** Time passes, as long as one wrap can be distinguished from none. */
        private void pass() {
            long left = patience - (nanos - goodNanos);
            long dt = Math.min(random.nextLong(1 + (random.nextInt(4) == 0 ? left / 2 : 2 * SECOND)), left / 2);
            burn(Math.max(0, dt));
        }

        private void burn(long dt) {
            double load = random.nextInt(3) == 0 ? 1 : random.nextDouble();
            long energy = (long) (dt * ceiling * load);
            nanos += dt;
            used += energy;
            register = (register + energy) % states;
            pending += energy;
        }

        void goodRead() {
            pass();
            takeGood();
        }

        /** After a new beginning: a counter that stood still right then would be of unknown age. */
        private void moveAtOnce() {
            nanos++;
            used++;
            register = (register + 1) % states;
            assertThat(take(raw())).isEqualTo(Meaning.ADVANCED);
            settled();
        }

        private void takeGood() {
            boolean still = neverStill && raw() == goodRegister;
            assertThat(take(raw())).isEqualTo(still ? Meaning.STILL : Meaning.ADVANCED);
            if (!still) {
                settled();
            }
        }

        /** A good reading of a counter that moved, after which nothing is open. */
        void lastRead() {
            pass();
            nanos++;
            used++;
            register = (register + 1) % states;
            takeGood();
        }

        /** The counter shows an old value though energy is used: only of one that never stands still is that known. */
        void freeze() {
            if (neverStill) {
                pass();
                assertThat(take(goodRegister)).isEqualTo(Meaning.STILL);
                misreads.clear();
            }
        }

        /** The clock does not advance; the counter continues or restarts. */
        void suspend() {
            burn(random.nextLong(SECOND));
            register = random.nextBoolean() ? random.nextLong(states) : random.nextLong(1 + range / 1_000);
            counter.suspend();
            lost += pending;
            pending = 0;
            assertThat(take(raw())).isEqualTo(Meaning.FIRST);
            settled();
            moveAtOnce();
        }

        void readTwiceAtOnce() {
            goodRead();
            takeGood();
        }

        void failedRead() {
            pass();
            counter.miss();
            invariants();
        }

        void misread() {
            pass();
            // What a good reading can still reach and pass can't be distinguished from a jump: garbage lies behind the
            // last good
            // one.
            long behind = Math.floorMod(goodRegister - 1 - random.nextLong(1 + range / 20), states);
            long garbage = random.nextInt(4) == 0 || behind > range ? range + 1 + random.nextLong(range) : behind;
            if (impossible(goodRegister, garbage) && misreads.stream().allMatch(other -> impossible(other, garbage))) {
                assertThat(take(garbage)).isEqualTo(Meaning.DOUBTFUL);
                misreads.add(garbage);
            }
        }

        void reset() {
            pass();
            long jump = random.nextBoolean() ? random.nextLong(1 + range / 1_000) : random.nextLong(range);
            if (impossible(goodRegister, jump)
                    && impossible(jump, goodRegister)
                    && misreads.stream().allMatch(other -> impossible(other, jump))) {
                register = jump;
                take(raw());
                lost += pending;
                pending = 0;
                burn(MILLI);
                assertThat(take(raw())).isEqualTo(Meaning.RESET);
                settled();
            }
        }

        void pauseTooLong() {
            burn((long) (range / ceiling) + random.nextLong(100 * SECOND) + 1);
            lost += pending;
            pending = 0;
            take(raw());
            settled();
            moveAtOnce();
        }

        /** Generous: a step that is only just impossible proves nothing. */
        private boolean impossible(long from, long to) {
            long step = Math.floorMod(to - from, states);
            double most = (nanos - goodNanos + 30 * MILLI) * ceiling + 4 * (states - range) + 1;
            return step > most;
        }

        private void settled() {
            misreads.clear();
            goodRegister = raw();
            goodNanos = nanos;
            pending = 0;
        }

        private Meaning take(long raw) {
            Meaning step = counter.read(raw, nanos);
            invariants();
            return step;
        }

        private void invariants() {
            assertThat(counter.energyMicrojoules()).isBetween(lastEnergy, used);
            assertThat(counter.knownNanos()).isBetween(lastKnown, nanos - start);
            lastEnergy = counter.energyMicrojoules();
            lastKnown = counter.knownNanos();
        }
    }
}
