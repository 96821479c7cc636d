package io.scaph.recording;

import static io.scaph.recording.Notation.require;
import static io.scaph.recording.RecordingLine.quoted;

import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the lines of a recording's ticks and checks every field. A process can be used from its line to its end. */
final class TickParser {
    private static final int MOST_CPUS = 1 << 20;
    private static final long LONGEST_MILLIS = 1L << 50;
    /** In place of the time of day, which is not in a recording. */
    private static final Instant FIRST_START = Instant.parse("2000-01-01T00:00:00Z");

    private final List<Domain> domains;
    private final List<RecordedTick> ticks = new ArrayList<>();
    private final Set<Object> identities = new HashSet<>();
    private final BitSet living = new BitSet();
    private int processes;

    /** @param domains the domains; they are complete when the first tick begins */
    TickParser(List<Domain> domains) {
        this.domains = domains;
    }

    boolean hasBegun() {
        return !ticks.isEmpty();
    }

    void begin(RecordingLine line) {
        long nanos = line.whole(1, Long.MAX_VALUE);
        if (ticks.isEmpty()) {
            require(!domains.isEmpty(), "the recording has no domains");
            require(nanos == 0, "the first tick is not at 0");
        } else {
            requireComplete();
            require(nanos > current().nanos, "the tick is not later than the one before");
        }
        require(ticks.size() < Notation.MOST_TICKS, "more than " + Notation.MOST_TICKS + " ticks");
        ticks.add(new RecordedTick(nanos));
    }

    void requireComplete() {
        require(hasBegun(), "the recording has no tick");
        require(!current().counters.isEmpty(), "the last tick has no energy");
    }

    private RecordedTick current() {
        return ticks.get(ticks.size() - 1);
    }

    List<RecordedTick> parsed() {
        return ticks;
    }

    void take(RecordingLine line) {
        switch (line.word()) {
            case Notation.SUSPENDED, Notation.RESTARTED, Notation.UNREAD ->
                current().flags.add(line.requireSize(0).word());
            case Notation.ENERGY -> energy(line.requireSize(domains.size()));
            case Notation.MACHINE -> machine(line);
            case Notation.PROCESS -> process(line.requireSize(4));
            case Notation.CPU -> times(line, current().cpu);
            case Notation.CHILDREN -> times(line, current().children);
            case Notation.ENDED -> {
                List<RecordedTick.ProcessTime> ended = new ArrayList<>();
                times(line, ended);
                ended.forEach(time -> living.clear(time.process()));
                current().ended.addAll(ended);
            }
            case Notation.GONE -> gone(line);
            case Notation.DEVICE -> device(line);
            default -> throw new IllegalArgumentException(quoted(line.word()) + " is not a word of a recording");
        }
    }

    private void energy(RecordingLine line) {
        require(current().counters.isEmpty(), "the tick has its energy twice");
        line.from(1).forEach(i -> current().counters.add(counter(line.text(i))));
    }

    /** A raw value; with its publication after a colon, or its interval after tildes. */
    private static RecordedTick.Counter counter(String text) {
        if (text.equals(Notation.FAILED)) {
            return RecordedTick.Counter.FAILED;
        }
        boolean confirmed = text.endsWith(Notation.CONFIRMED);
        String value = confirmed ? text.substring(0, text.length() - 1) : text;
        String[] interval = value.split("~", -1);
        if (interval.length == 3) {
            long raw = RecordingLine.whole(interval[0], Long.MAX_VALUE);
            long low = RecordingLine.whole(interval[1], raw);
            long high = RecordingLine.whole(interval[2], Long.MAX_VALUE);
            require(high >= raw, quoted(value) + " is outside its interval");
            return new RecordedTick.Counter(raw, 0, low, high, confirmed);
        }
        String[] published = value.split(":", -1);
        require(interval.length == 1 && published.length <= 2, quoted(value) + " is not a reading");
        long raw = RecordingLine.whole(published[0], Long.MAX_VALUE);
        long publication = published.length == 2 ? RecordingLine.whole(published[1], Long.MAX_VALUE) : 0;
        return new RecordedTick.Counter(raw, publication, raw, raw, confirmed);
    }

    private void machine(RecordingLine line) {
        require(line.size() == 1 || line.size() == 4, "'machine' has " + line.size() + " fields, not 1 or 4");
        require(current().machine.isEmpty(), "the tick has its machine twice");
        line.from(1).forEach(i -> current().machine.add(line.whole(i, i == 1 ? MOST_CPUS : Long.MAX_VALUE)));
    }

    private void process(RecordingLine line) {
        require(processes < Notation.MOST_PROCESSES, "more than " + Notation.MOST_PROCESSES + " processes");
        require(line.whole(1, Integer.MAX_VALUE) == processes, "the next process has the number " + processes);
        boolean isNew = line.text(4).equals(Notation.NEW);
        require(isNew || line.isMissing(4), quoted(line.text(4)) + " is neither 'new' nor '-'");
        long pid = line.whole(2, Long.MAX_VALUE);
        ProcessInfo process = ProcessInfo.of(pid, FIRST_START.plusMillis(millis(line.text(3))), "process-" + pid);
        require(identities.add(process.identity()), "the process is listed twice");
        living.set(processes);
        processes++;
        current().started.add(new RecordedTick.Started(process, isNew));
    }

    /** The start of a process relative to the first one. */
    private static long millis(String text) {
        return text.startsWith("-")
                ? -RecordingLine.whole(text.substring(1), LONGEST_MILLIS)
                : RecordingLine.whole(text, LONGEST_MILLIS);
    }

    private int living(String text) {
        int number = (int) RecordingLine.whole(text, Integer.MAX_VALUE);
        require(living.get(number), "process " + number + " does not exist here");
        return number;
    }

    private void times(RecordingLine line, List<RecordedTick.ProcessTime> times) {
        line.from(1).forEach(i -> times.add(new RecordedTick.ProcessTime(living(line.key(i)), line.nanos(i))));
    }

    private void gone(RecordingLine line) {
        line.from(1).forEach(i -> {
            int number = living(line.text(i));
            living.clear(number);
            current().gone.add(number);
        });
    }

    private void device(RecordingLine line) {
        require(line.size() > 1, "the device has no use");
        int domain = (int) line.whole(1, domains.size() - 1L);
        line.from(2).forEach(i -> {
            RecordedTick.Use use = line.isMissing(i)
                    ? new RecordedTick.Use(domain, -1, 0)
                    : new RecordedTick.Use(domain, RecordingLine.whole(line.key(i), Long.MAX_VALUE), line.nanos(i));
            current().devices.add(use);
        });
    }
}
