package io.scaph.recording;

import java.util.ArrayList;
import java.util.List;

/** One reading of everything, while it is being read from a recording and after. */
final class RecordedTick {
    /** The CPU time of a process, by its number in the recording. */
    record Time(int process, long nanos) {}

    /** For how long a device worked for a process; below 0 for whom if nobody could tell. */
    record Use(int domain, long pid, long nanos) {}

    final long nanos;
    boolean suspended;
    boolean restarted;
    boolean unread;
    /** Below 0 where there was none. */
    long[] microjoules = {};

    long[] publications = {};
    /** The ends of the interval of an estimate; the raw value itself of what is none. */
    long[] lows = {};

    long[] highs = {};
    /** Whether a reading is of now even if the counter stands still. */
    boolean[] confirmed = {};

    /** CPUs; idle, stolen and interrupt time, if those were told; nothing if the machine was not told. */
    long[] machine = {};

    final List<Time> cpu = new ArrayList<>(0);
    final List<Time> children = new ArrayList<>(0);
    final List<Time> ended = new ArrayList<>(0);
    final List<Use> devices = new ArrayList<>(0);
    final List<Integer> gone = new ArrayList<>(0);

    RecordedTick(long nanos) {
        this.nanos = nanos;
    }
}
