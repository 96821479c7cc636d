package io.scaph.testkit.conformance;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A sensor that keeps all rules but one. */
public class FaultySensor implements SensorProvider {
    /** The faults, named for what they break. */
    enum Fault {
        NONE,
        NAME_WITH_CAPITALS,
        NAME_THAT_CHANGES,
        DESCRIPTION_OF_TWO_LINES,
        OPTION_WITHOUT_HELP,
        FLAG_ON_BY_DEFAULT,
        LETTER_TWICE,
        THREAD_OF_THE_PROVIDER,
        ALIAS_IS_ITS_NAME,
        PROBE_SAYS_NOTHING,
        PROBE_THROWS,
        NO_REMEDY,
        OPENS_WHAT_IS_UNAVAILABLE,
        SHOWS_ANOTHER_TOPOLOGY,
        PROBE_LEAVES_A_THREAD,
        PROBE_LEAVES_A_FILE,
        CLOSE_LEAVES_A_FILE,
        CLOSE_LEAVES_A_THREAD,
        CLOSE_THROWS_AT_SECOND,
        TOPOLOGY_CHANGES,
        FORGETS_A_DOMAIN,
        READS_NOTHING,
        FALLS,
        EXCEEDS_ITS_RANGE,
        FAILS_AFTER_AN_INTERRUPT,
        ONE_AT_A_TIME,
        GARBAGE
    }

    static volatile Fault fault = Fault.NONE;

    private static final List<InputStream> HELD = new ArrayList<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    /** Not private, so that the compiler can not remove the garbage. */
    static volatile Object kept = "";

    private int asked;

    /** For the contract. */
    public FaultySensor() {}

    private static boolean is(Fault which) {
        return fault == which;
    }

    private static void startThread() {
        Thread thread = new Thread(() -> {
            try {
                NEVER.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Only once a test, or thousands would be held. */
    private static void openFile(PluginSetup setup) {
        try {
            HELD.add(Files.newInputStream(setup.roots().procfs().resolve("works")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void release() throws IOException {
        for (InputStream held : HELD) {
            held.close();
        }
        HELD.clear();
    }

    @Override
    public String name() {
        if (is(Fault.THREAD_OF_THE_PROVIDER)) {
            startThread();
        }
        if (is(Fault.NAME_THAT_CHANGES)) {
            return "faulty-" + asked++;
        }
        return is(Fault.NAME_WITH_CAPITALS) ? "Faulty_Sensor" : "faulty";
    }

    @Override
    public List<String> aliases() {
        return List.of(is(Fault.ALIAS_IS_ITS_NAME) ? "faulty" : "broken");
    }

    @Override
    public String description() {
        return is(Fault.DESCRIPTION_OF_TWO_LINES) ? "two\nlines" : "keeps all rules but one";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Option<?>> options() {
        Option<Boolean> flag = Option.flag("flag", "switches something on").withLetter('f');
        Option<Boolean> onFlag = Option.flag("on", "cannot be switched off").withDefault(true);
        return switch (fault) {
            case OPTION_WITHOUT_HELP -> List.of(flag, Option.text("other", "TEXT", ""));
            case FLAG_ON_BY_DEFAULT -> List.of(flag, onFlag);
            case LETTER_TWICE ->
                List.of(flag, Option.text("other", "TEXT", "takes a text").withLetter('f'));
            default ->
                List.of(flag, Option.text("other", "TEXT", "takes a text").withLetter('o'));
        };
    }

    @Override
    public Availability probe(PluginSetup setup) {
        if (!Files.exists(setup.roots().procfs().resolve("works"))) {
            if (is(Fault.PROBE_THROWS)) {
                throw new IllegalStateException("nothing there");
            }
            return Availability.unavailable("nothing is there", is(Fault.NO_REMEDY) ? " " : "buy one");
        }
        if (is(Fault.PROBE_LEAVES_A_THREAD)) {
            startThread();
        }
        if (is(Fault.PROBE_LEAVES_A_FILE)) {
            openFile(setup);
        }
        return Availability.available(is(Fault.PROBE_SAYS_NOTHING) ? "" : "2 counters")
                .withTopology(topologyOf(is(Fault.SHOWS_ANOTHER_TOPOLOGY) ? 7 : 0));
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        if (!Files.exists(setup.roots().procfs().resolve("works")) && !is(Fault.OPENS_WHAT_IS_UNAVAILABLE)) {
            throw new SensorUnavailableException("nothing is there", is(Fault.NO_REMEDY) ? " " : "buy one");
        }
        return new Opened(setup);
    }

    private static Topology topologyOf(int socket) {
        List<Domain> domains = List.of(
                domain(DomainKind.PACKAGE, socket, is(Fault.EXCEEDS_ITS_RANGE) ? 1_000_000 : Long.MAX_VALUE),
                domain(DomainKind.DRAM, socket, Long.MAX_VALUE));
        return Topology.of(domains, domains);
    }

    private static Domain domain(DomainKind kind, int socket, long range) {
        return Domain.ofSocket(kind, socket).at("nowhere").withRange(range);
    }

    private static final class Opened implements Sensor {
        private static final AtomicInteger NEWEST = new AtomicInteger();

        private final Topology topology = topologyOf(0);
        private final int mine = NEWEST.incrementAndGet();
        private long microjoules = 1_000_000_000_000L;
        private int readings;
        private boolean dead;
        private boolean closed;

        Opened(PluginSetup setup) {
            if (is(Fault.CLOSE_LEAVES_A_FILE)) {
                openFile(setup);
            }
            if (is(Fault.CLOSE_LEAVES_A_THREAD)) {
                startThread();
            }
        }

        @Override
        public Topology topology() {
            return is(Fault.TOPOLOGY_CHANGES) && readings > 1 ? topologyOf(1) : topology;
        }

        @Override
        public void read(RawCounters counters) {
            readings++;
            microjoules += is(Fault.FALLS) && readings % 10 == 0 ? -1_000 : 10;
            dead |= is(Fault.FAILS_AFTER_AN_INTERRUPT) && Thread.currentThread().isInterrupted();
            dead |= is(Fault.ONE_AT_A_TIME) && mine != NEWEST.get();
            if (is(Fault.GARBAGE)) {
                kept = new long[100];
            }
            for (int i = 0; i < counters.size(); i++) {
                if (dead || is(Fault.READS_NOTHING)) {
                    counters.fail(i, "it is gone");
                } else if (i == 0 || !is(Fault.FORGETS_A_DOMAIN)) {
                    counters.put(i, microjoules);
                }
            }
        }

        @Override
        public void close() {
            if (closed && is(Fault.CLOSE_THROWS_AT_SECOND)) {
                throw new IllegalStateException("it is closed");
            }
            closed = true;
        }
    }

    /** Makes a place where it works. */
    static void layOut(Path procfs) throws IOException {
        Files.createDirectories(procfs);
        Files.writeString(procfs.resolve("works"), "yes");
    }
}
