package io.scaph.recording;

import io.scaph.api.internal.topology.DomainRecord;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a recording line by line, and believes nothing. */
final class RecordingParser {
    private static final int MOST_CPUS = 1 << 20;
    private static final long LONGEST_MILLIS = 1L << 50;

    private final String name;
    private int lineNumber;
    private long bytes;

    private @Nullable String sensor;
    private final List<Domain> domains = new ArrayList<>();
    private final List<Domain> host = new ArrayList<>();
    private final List<Domain> hostWithoutPsys = new ArrayList<>();
    private final TreeMap<String, String> files = new TreeMap<>();
    private final List<RecordedTick> ticks = new ArrayList<>();
    private final List<RecordedProcess> processes = new ArrayList<>();
    private final Set<Object> identities = new HashSet<>();
    private final BitSet living = new BitSet();
    private @Nullable Topology topology;
    private boolean ended;

    RecordingParser(String name) {
        this.name = name;
    }

    Recording parse(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        try {
            String first = line(in);
            require(Notation.HEAD.equals(first), "this is no recording: it would begin with '" + Notation.HEAD + "'");
            for (String line = line(in); line != null; line = line(in)) {
                require(!ended, "something follows the end");
                take(line.split("\t", -1));
            }
            require(ended, "the recording has no end: it was cut off");
        } catch (IllegalArgumentException e) {
            throw new IOException(name + " line " + lineNumber + ": " + e.getMessage(), e);
        }
        return new Recording(sensor == null ? Notation.NONE : sensor, topology(), files, ticks, processes);
    }

    /** The next line, of a bounded length; null at the end. */
    private @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        lineNumber++;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b != '\n'; b = in.read()) {
            require(b >= 0, "the line was cut off");
            require(line.size() < Notation.LONGEST_LINE, "the line is too long");
            line.write(b);
        }
        bytes += line.size();
        require(bytes < Notation.MOST_BYTES, "the recording is too long");
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private void take(String[] fields) {
        switch (fields[0]) {
            case Notation.SENSOR -> sensor(fields);
            case Notation.DOMAIN -> domain(fields);
            case Notation.FILE -> file(fields);
            case Notation.TICK -> tick(fields);
            case Notation.SUSPENDED -> flag(fields).suspended = true;
            case Notation.RESTARTED -> flag(fields).restarted = true;
            case Notation.UNREAD -> flag(fields).unread = true;
            case Notation.ENERGY -> energy(fields);
            case Notation.MACHINE -> machine(fields);
            case Notation.PROCESS -> process(fields);
            case Notation.CPU -> times(fields, current().cpu);
            case Notation.CHILDREN -> times(fields, current().children);
            case Notation.ENDED -> {
                int before = current().ended.size();
                times(fields, current().ended);
                current().ended.stream().skip(before).forEach(time -> living.clear(time.process()));
            }
            case Notation.GONE -> gone(fields);
            case Notation.DEVICE -> device(fields);
            case Notation.END -> end(fields);
            default -> throw new IllegalArgumentException("'" + shown(fields[0]) + "' is no word of a recording");
        }
    }

    /** A foreign text within a message. */
    private static String shown(String text) {
        return Notation.escape(text.length() > 40 ? text.substring(0, 40) + "..." : text);
    }

    private static void count(String[] fields, int wanted) {
        require(
                fields.length == wanted,
                "'" + fields[0] + "' has " + (fields.length - 1) + " fields, not " + (wanted - 1));
    }

    private void sensor(String[] fields) {
        count(fields, 2);
        require(sensor == null, "the sensor is there twice");
        require(fields[1].equals(Notation.NONE) || Notation.isSafeWord(fields[1]), "this is no name of a sensor");
        sensor = fields[1];
    }

    private void domain(String[] fields) {
        count(fields, 10);
        require(ticks.isEmpty(), "a domain after the first tick");
        require(domains.size() < Notation.MOST_DOMAINS, "more than " + Notation.MOST_DOMAINS + " domains");
        String id = fields[1];
        require(Notation.isSafeWord(id), "'" + shown(id) + "' is no id of a domain");
        require(
                fields[5].equals(Notation.NONE) || Notation.isSafeWord(fields[5]),
                "'" + shown(fields[5]) + "' is no zone");
        Domain domain = DomainRecord.of(
                        id,
                        choice(DomainKind.values(), fields[2], "kind of domain"),
                        number(fields[3]),
                        number(fields[4]))
                .at(fields[5].equals(Notation.NONE) ? id : fields[5])
                .withQuality(choice(Quality.values(), fields[6], "quality"))
                .withRange(fields[7].equals(Notation.NONE) ? Long.MAX_VALUE : whole(fields[7], Long.MAX_VALUE))
                .withCeiling(whole(fields[8], Integer.MAX_VALUE));
        domains.add(domain);
        require(fields[9].matches("[h-][w-]"), "'" + shown(fields[9]) + "' does not say whether it is added up");
        if (fields[9].charAt(0) == 'h') {
            host.add(domain);
        }
        if (fields[9].charAt(1) == 'w') {
            hostWithoutPsys.add(domain);
        }
    }

    private static <E extends Enum<E>> E choice(E[] values, String label, String what) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + shown(label) + "' is no " + what));
    }

    private static OptionalInt number(String text) {
        return text.equals(Notation.NONE) ? OptionalInt.empty() : OptionalInt.of((int) whole(text, Integer.MAX_VALUE));
    }

    private static long whole(String text, long most) {
        try {
            long value = Long.parseLong(text);
            require(value >= 0 && value <= most, shown(text) + " is not from 0 to " + most);
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + shown(text) + "' is no whole number", e);
        }
    }

    private void file(String[] fields) {
        count(fields, 3);
        require(ticks.isEmpty(), "a file after the first tick");
        require(files.size() < Notation.MOST_FILES, "more than " + Notation.MOST_FILES + " files");
        require(Notation.isSafePath(fields[1]), "'" + shown(fields[1]) + "' is no path below proc or sys");
        require(fields[2].length() <= Notation.LONGEST_TEXT, "the file is too long");
        require(
                files.put(fields[1], Notation.unescape(fields[2])) == null,
                "the file " + shown(fields[1]) + " is there twice");
    }

    private Topology topology() {
        if (topology == null) {
            topology = Topology.of(domains, host).withoutPsys(hostWithoutPsys);
        }
        return topology;
    }

    private void tick(String[] fields) {
        count(fields, 2);
        requireWhole();
        require(!topology().domains().isEmpty(), "there are no domains");
        require(ticks.size() < Notation.MOST_TICKS, "more than " + Notation.MOST_TICKS + " ticks");
        long nanos = whole(fields[1], Long.MAX_VALUE);
        require(
                ticks.isEmpty() ? nanos == 0 : nanos > current().nanos,
                ticks.isEmpty() ? "the first tick is at 0" : "time goes back");
        ticks.add(new RecordedTick(nanos));
    }

    private void requireWhole() {
        require(ticks.isEmpty() || current().microjoules.length > 0, "the tick before has no energy");
    }

    private RecordedTick current() {
        require(!ticks.isEmpty(), "there is no tick yet");
        return ticks.get(ticks.size() - 1);
    }

    private RecordedTick flag(String[] fields) {
        count(fields, 1);
        return current();
    }

    private void energy(String[] fields) {
        count(fields, domains.size() + 1);
        RecordedTick tick = current();
        require(tick.microjoules.length == 0, "the tick has its energy twice");
        tick.microjoules = new long[domains.size()];
        tick.publications = new long[domains.size()];
        tick.lows = new long[domains.size()];
        tick.highs = new long[domains.size()];
        tick.confirmed = new boolean[domains.size()];
        for (int i = 0; i < domains.size(); i++) {
            if (fields[i + 1].equals(Notation.FAILED)) {
                tick.microjoules[i] = -1;
            } else {
                tick.confirmed[i] = fields[i + 1].endsWith(Notation.CONFIRMED);
                value(
                        tick,
                        i,
                        tick.confirmed[i] ? fields[i + 1].substring(0, fields[i + 1].length() - 1) : fields[i + 1]);
            }
        }
    }

    /** A raw value; with its publication after a colon, or its interval after tildes. */
    private static void value(RecordedTick tick, int domain, String text) {
        String[] interval = text.split("~", -1);
        String[] published = text.split(":", -1);
        require(
                (interval.length == 1 && published.length <= 2) || (interval.length == 3 && published.length == 1),
                "'" + shown(text) + "' is no reading");
        long raw = whole(interval.length == 3 ? interval[0] : published[0], Long.MAX_VALUE);
        tick.microjoules[domain] = raw;
        tick.publications[domain] = published.length == 2 ? whole(published[1], Long.MAX_VALUE) : 0;
        tick.lows[domain] = interval.length == 3 ? whole(interval[1], raw) : raw;
        tick.highs[domain] = interval.length == 3 ? whole(interval[2], Long.MAX_VALUE) : raw;
        require(tick.highs[domain] >= raw, "'" + shown(text) + "' is outside of its interval");
    }

    private void device(String[] fields) {
        require(fields.length > 2, "a device has no use");
        int domain = (int) whole(fields[1], domains.size() - 1L);
        for (int i = 2; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            require(
                    equals > 0 || fields[i].equals(Notation.NONE),
                    "'" + shown(fields[i]) + "' is no process and its time");
            current()
                    .devices
                    .add(
                            equals > 0
                                    ? new RecordedTick.Use(
                                            domain,
                                            whole(fields[i].substring(0, equals), Long.MAX_VALUE),
                                            whole(fields[i].substring(equals + 1), Long.MAX_VALUE))
                                    : new RecordedTick.Use(domain, -1, 0));
        }
    }

    private void machine(String[] fields) {
        require(fields.length == 2 || fields.length == 5, "a machine has 1 field or 4");
        RecordedTick tick = current();
        require(tick.machine.length == 0, "the tick has its machine twice");
        long[] machine = new long[fields.length - 1];
        machine[0] = whole(fields[1], MOST_CPUS);
        for (int i = 1; i < machine.length; i++) {
            machine[i] = whole(fields[i + 1], Long.MAX_VALUE);
        }
        tick.machine = machine;
    }

    private void process(String[] fields) {
        count(fields, 5);
        current();
        require(processes.size() < Notation.MOST_PROCESSES, "more than " + Notation.MOST_PROCESSES + " processes");
        require(
                whole(fields[1], Integer.MAX_VALUE) == processes.size(),
                "the next process has the number " + processes.size());
        boolean isNew = fields[4].equals(Notation.NEW);
        require(isNew || fields[4].equals(Notation.NONE), "'" + shown(fields[4]) + "' does not say whether it is new");
        RecordedProcess process =
                RecordedProcess.of(whole(fields[2], Long.MAX_VALUE), millis(fields[3]), ticks.size() - 1, isNew);
        require(identities.add(process.process().identity()), "this process is there already");
        living.set(processes.size());
        processes.add(process);
    }

    /** Before the first process, or after it. */
    private static long millis(String text) {
        return text.startsWith("-") ? -whole(text.substring(1), LONGEST_MILLIS) : whole(text, LONGEST_MILLIS);
    }

    private int living(String text) {
        int number = (int) whole(text, Integer.MAX_VALUE);
        require(living.get(number), "there is no process " + number + " here");
        return number;
    }

    private void times(String[] fields, List<RecordedTick.Time> times) {
        for (int i = 1; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            require(equals > 0, "'" + shown(fields[i]) + "' is no process and its time");
            times.add(new RecordedTick.Time(
                    living(fields[i].substring(0, equals)), whole(fields[i].substring(equals + 1), Long.MAX_VALUE)));
        }
    }

    private void gone(String[] fields) {
        for (int i = 1; i < fields.length; i++) {
            int number = living(fields[i]);
            living.clear(number);
            current().gone.add(number);
        }
    }

    private void end(String[] fields) {
        count(fields, 1);
        require(!ticks.isEmpty(), "the recording has no tick");
        requireWhole();
        ended = true;
    }
}
