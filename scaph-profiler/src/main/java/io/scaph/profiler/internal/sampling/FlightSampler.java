package io.scaph.profiler.internal.sampling;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.profiler.internal.division.StackSample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples stacks by the flight recorder, in a recording of its own: by {@code jdk.CPUTimeSample}, which a thread's own CPU clock
 * triggers, where this JVM has it (JDK 25 on Linux), otherwise by {@code jdk.ExecutionSample} and {@code
 * jdk.NativeMethodSample}, which the wall clock triggers. Other recordings keep their settings, but where two want the same
 * event, JFR takes the finer period for both. Methods may be called by any thread; the receivers are called on one thread.
 */
final class FlightSampler implements StackSampler {
    private static final Logger LOGGER = LoggerFactory.getLogger(FlightSampler.class);
    private static final AtomicLong COUNT = new AtomicLong();
    private static final long START_NANOS = 20_000_000_000L;
    private static final long END_MILLIS = 1_000;
    private static final int POLL_MILLIS = 5;

    private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;
    private static final String CPU_TIME = "jdk.CPUTimeSample";
    private static final String CPU_TIME_LOST = "jdk.CPUTimeSamplesLost";
    private static final String RUNNING = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";

    /** Native methods of which it is certain. */
    private static final Pattern NEVER_WAITS = Pattern.compile("java\\.util\\.zip\\.|java\\.lang\\.(?!Process)");

    /** Where the JVM was at work inside itself, and no sample could be taken. */
    private static final List<String> INSIDE_JVM = List.of("[JVM]");

    private final long number = COUNT.incrementAndGet();
    private final RecordingStream stream = new RecordingStream();
    private final FlightStacks stacks = new FlightStacks();
    private final Turns turns = new Turns();
    private final RealPeriod period;
    private final Thread thread = BackgroundThreads.create("scaph-profiler-samples", this::run);
    private final boolean byCpuTime;

    private volatile Receivers receivers = new Receivers(sample -> {}, tick -> {});
    // Under the lock of this object.
    private SampleTally tally = SampleTally.NONE;
    private volatile boolean ended;
    private volatile long periodNanos;

    private record Receivers(Consumer<StackSample> samples, LongConsumer ticks) {}

    /** Starts a sampler, as {@link StackSampler#start}. */
    static StackSampler start(Duration period) throws IOException {
        if (!FlightRecorder.isAvailable()) {
            throw new IOException("the flight recorder is switched off; remove the option -XX:-FlightRecorder");
        }
        FlightSampler sampler;
        try {
            sampler = new FlightSampler(period);
        } catch (RuntimeException e) {
            throw new IOException(
                    "the flight recorder does not start; is " + System.getProperty("java.io.tmpdir")
                            + " full or read-only? " + e,
                    e);
        }
        sampler.awaitStart();
        return sampler;
    }

    private FlightSampler(Duration period) {
        this.period = new RealPeriod(period);
        periodNanos = period.toNanos();
        byCpuTime = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .anyMatch(type -> type.getName().equals(CPU_TIME))
                && System.getProperty("os.name").equals("Linux");
        if (byCpuTime) {
            stream.enable(CPU_TIME).with("throttle", period.toMillis() + "ms").withStackTrace();
            stream.enable(CPU_TIME_LOST);
            stream.onEvent(CPU_TIME, this::cpuTimeSample);
            stream.onEvent(CPU_TIME_LOST, this::lost);
        } else {
            stream.enable(RUNNING).withPeriod(period).withStackTrace();
            stream.enable(NATIVE).withPeriod(period).withStackTrace();
            stream.onEvent(RUNNING, this::runningSample);
            stream.onEvent(NATIVE, this::nativeSample);
        }
        stream.enable(ProfilerTick.class);
        stream.onEvent("scaph.ProfilerTick", event -> {
            if (event.getLong("profiler") == number) {
                receivers.ticks.accept(event.getLong("tick"));
            }
        });
        stream.onFlush(stacks::flush);
        stream.onError(thrown -> LOGGER.warn("a sample is not counted: {}", thrown.toString(), thrown));
    }

    private void awaitStart() throws IOException {
        thread.start();
        long deadline = System.nanoTime() + START_NANOS;
        while (!new ProfilerTick().isEnabled()) {
            if (ended || System.nanoTime() - deadline > 0) {
                close();
                throw new IOException("the flight recorder does not start; the log has the reason");
            }
            BackgroundThreads.join(thread, POLL_MILLIS);
        }
    }

    /** On a thread of our own: that of {@code startAsync} would keep the JVM alive. */
    private void run() {
        try {
            stream.start();
        } catch (RuntimeException e) {
            LOGGER.warn("sampling ended: {}", e.toString(), e);
        } finally {
            ended = true;
            // At the end of the JVM, or by jcmd: no more samples come, so there is nothing to wait for.
            receivers.ticks.accept(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void deliverTo(Consumer<StackSample> samples, LongConsumer ticks) {
        tally = SampleTally.NONE;
        receivers = new Receivers(samples, ticks);
    }

    @Override
    public void mark(long tick) {
        ProfilerTick event = new ProfilerTick();
        event.profiler = number;
        event.tick = tick;
        event.commit();
    }

    @Override
    public boolean isByCpuTime() {
        return byCpuTime;
    }

    @Override
    public long periodNanos() {
        return periodNanos;
    }

    @Override
    public synchronized SampleTally tally() {
        return tally;
    }

    private void cpuTimeSample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        boolean failed = event.getBoolean("failed");
        periodNanos = Math.max(1, event.getDuration("samplingPeriod").toNanos());
        count(stack, failed, event.getBoolean("biased"));
        deliver(event.getThread("eventThread"), stacks.frames(failed ? null : stack), periodNanos, 1, false);
    }

    private void lost(RecordedEvent event) {
        long lost = event.getLong("lostSamples");
        if (lost > 0) {
            count(new SampleTally(0, lost, 0, 0, 0));
            deliver(event.getThread("eventThread"), INSIDE_JVM, lost * periodNanos, lost, false);
        }
    }

    private void runningSample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        count(stack, stack == null, false);
        RecordedThread from = event.getThread("sampledThread");
        period.sampled(id(from), event.getStartTime());
        periodNanos = period.nanos();
        deliver(from, stacks.frames(stack), periodNanos, 1, false);
    }

    private void nativeSample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        count(stack, stack == null, false);
        RecordedThread from = event.getThread("sampledThread");
        List<String> frames = stacks.frames(stack);
        long weightNanos = periodNanos * turns.take(id(from), event.getStartTime(), periodNanos);
        boolean mayWait = !NEVER_WAITS.matcher(frames.get(frames.size() - 1)).lookingAt();
        deliver(from, frames, weightNanos, 1, mayWait);
    }

    private void count(@Nullable RecordedStackTrace stack, boolean failed, boolean biased) {
        boolean truncated = stack != null && stack.isTruncated();
        count(new SampleTally(failed ? 0 : 1, 0, failed ? 1 : 0, biased ? 1 : 0, truncated ? 1 : 0));
    }

    private synchronized void count(SampleTally more) {
        tally = tally.plus(more);
    }

    private void deliver(
            @Nullable RecordedThread from, List<String> frames, long weightNanos, long count, boolean mayWait) {
        String name = from == null ? "" : Objects.requireNonNullElse(from.getJavaName(), "");
        receivers.samples.accept(new StackSample(id(from), name, frames, weightNanos, count, mayWait));
    }

    /** A stream knows nothing of virtual threads that have ended. */
    private static long id(@Nullable RecordedThread thread) {
        if (thread == null || thread.getJavaThreadId() <= 0) {
            return VIRTUAL_THREADS ? StackSample.VIRTUAL : StackSample.UNKNOWN;
        }
        return VIRTUAL_THREADS && thread.getBoolean("virtual") ? StackSample.VIRTUAL : thread.getJavaThreadId();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IllegalStateException e) {
            // At the end of the JVM the flight recorder closes its recordings itself.
            LOGGER.debug("the recording has ended already: {}", e.toString());
        }
        BackgroundThreads.join(thread, END_MILLIS);
    }
}
