package io.scaph.recording;

import static io.scaph.recording.Notation.require;
import static io.scaph.recording.RecordingLine.quoted;

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
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a recording line by line and checks every field: the sensor, its domains and the files; then the ticks. */
final class RecordingParser {
    private final String name;
    private int lineNumber;
    private long bytes;

    private @Nullable String sensor;
    private final List<Domain> domains = new ArrayList<>();
    private final TickParser ticks = new TickParser(domains);
    private final List<Domain> host = new ArrayList<>();
    private final List<Domain> hostWithoutPsys = new ArrayList<>();
    private final TreeMap<String, String> files = new TreeMap<>();
    private boolean ended;

    RecordingParser(String name) {
        this.name = name;
    }

    Recording parse(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        try {
            require(Notation.HEAD.equals(line(in)), "not a recording: the first line is not '" + Notation.HEAD + "'");
            for (String line = line(in); line != null; line = line(in)) {
                require(!ended, "a line follows the end");
                take(new RecordingLine(line));
            }
            require(ended, "the recording has no end: it was cut off");
            Topology topology = Topology.of(domains, host).withoutPsys(hostWithoutPsys);
            return new Recording(sensor == null ? Notation.NONE : sensor, topology, files, ticks.parsed());
        } catch (IllegalArgumentException e) {
            throw new IOException(name + " line " + lineNumber + ": " + e.getMessage(), e);
        }
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

    private void take(RecordingLine line) {
        switch (line.word()) {
            case Notation.SENSOR -> sensor(line.requireSize(1));
            case Notation.DOMAIN -> domain(line.requireSize(9));
            case Notation.FILE -> file(line.requireSize(2));
            case Notation.TICK -> ticks.begin(line.requireSize(1));
            case Notation.END -> {
                line.requireSize(0);
                ticks.requireComplete();
                ended = true;
            }
            default -> {
                require(ticks.hasBegun(), quoted(line.word()) + " is not a word of a recording's head");
                ticks.take(line);
            }
        }
    }

    private void sensor(RecordingLine line) {
        require(sensor == null, "the sensor is listed twice");
        sensor = line.isMissing(1) ? line.text(1) : line.name(1, "the name of a sensor");
    }

    private void domain(RecordingLine line) {
        require(!ticks.hasBegun(), "a domain after the first tick");
        require(domains.size() < Notation.MOST_DOMAINS, "more than " + Notation.MOST_DOMAINS + " domains");
        String id = line.name(1, "the id of a domain");
        Domain domain = Domain.of(
                        id,
                        line.choice(2, DomainKind.values(), "a kind of domain"),
                        line.optionalInt(3),
                        line.optionalInt(4))
                .at(line.isMissing(5) ? id : line.name(5, "a zone"))
                .withQuality(line.choice(6, Quality.values(), "a quality"))
                .withRange(line.isMissing(7) ? Long.MAX_VALUE : line.whole(7, Long.MAX_VALUE))
                .withCeiling(line.whole(8, Integer.MAX_VALUE));
        domains.add(domain);
        String sums = line.text(9);
        require(sums.matches("[h-][w-]"), quoted(sums) + " is not one of hw, h-, -w and --");
        if (sums.charAt(0) == 'h') {
            host.add(domain);
        }
        if (sums.charAt(1) == 'w') {
            hostWithoutPsys.add(domain);
        }
    }

    private void file(RecordingLine line) {
        require(!ticks.hasBegun(), "a file after the first tick");
        require(files.size() < Notation.MOST_FILES, "more than " + Notation.MOST_FILES + " files");
        String path = line.text(1);
        require(Notation.isSafePath(path), quoted(path) + " is not a path below proc or sys");
        require(line.text(2).length() <= Notation.LONGEST_TEXT, "the file is too long");
        require(files.put(path, Notation.unescape(line.text(2))) == null, "the file " + path + " is listed twice");
    }
}
