package io.scaph.recording;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A line of a recording: a word and its fields. Every method throws an {@link IllegalArgumentException} for a wrong field. */
final class RecordingLine {
    private static final int LONGEST_QUOTE = 40;

    private final String[] fields;

    RecordingLine(String line) {
        fields = line.split("\t", -1);
    }

    /** A foreign text within a message: bounded, and printable. */
    static String quoted(String text) {
        String part = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
        return "'" + Notation.escape(part) + "'";
    }

    String word() {
        return fields[0];
    }

    /** The number of fields after the word. */
    int size() {
        return fields.length - 1;
    }

    /** The positions of the fields from one on. */
    IntStream from(int index) {
        return IntStream.rangeClosed(index, size());
    }

    RecordingLine requireSize(int size) {
        Notation.require(size() == size, quoted(word()) + " has " + size() + " fields, not " + size);
        return this;
    }

    /** A field by its position; the first is 1. */
    String text(int index) {
        return fields[index];
    }

    boolean isMissing(int index) {
        return fields[index].equals(Notation.NONE);
    }

    String name(int index, String what) {
        Notation.require(Notation.isSafeWord(fields[index]), quoted(fields[index]) + " is not " + what);
        return fields[index];
    }

    /** The constant of an enumeration with the field's name. */
    <E extends Enum<E>> E choice(int index, E[] values, String what) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(fields[index]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(quoted(fields[index]) + " is not " + what));
    }

    long whole(int index, long most) {
        return whole(fields[index], most);
    }

    OptionalInt optionalInt(int index) {
        return isMissing(index) ? OptionalInt.empty() : OptionalInt.of((int) whole(index, Integer.MAX_VALUE));
    }

    /** The part of a field before its equals sign. */
    String key(int index) {
        return fields[index].substring(0, equalsSign(index));
    }

    /** The time after a field's equals sign. */
    long nanos(int index) {
        return whole(fields[index].substring(equalsSign(index) + 1), Long.MAX_VALUE);
    }

    private int equalsSign(int index) {
        int equals = fields[index].indexOf('=');
        Notation.require(equals > 0, quoted(fields[index]) + " is not a process and its time");
        return equals;
    }

    static long whole(String text, long most) {
        try {
            long value = Long.parseLong(text);
            Notation.require(value >= 0 && value <= most, quoted(text) + " is not from 0 to " + most);
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(quoted(text) + " is not a whole number", e);
        }
    }
}
