package io.scaph.api.internal.scope;

import io.scaph.api.internal.host.Sample;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.tick.Recent;
import io.scaph.api.internal.tick.TickLoop;
import io.scaph.api.scope.Scope;
import io.scaph.api.spi.NanoClock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens scopes on a running monitor. Keeps no reference to them: a scope that is never closed does not affect others. */
public final class ScopeMeter {
    /**
     * One end of a scope.
     *
     * @param nanos when, on the monitor's clock
     * @param ageNanos how old the counters were when they were asked for
     * @param sample the host's counters then
     * @param recent the last ticks then
     * @param processNanos the CPU time of this process, or below 0
     * @param thread the thread that was there
     * @param threadNanos its CPU time, or below 0
     * @param closed whether the monitor was closed at that moment
     */
    record Moment(
            long nanos,
            long ageNanos,
            Sample sample,
            Recent recent,
            long processNanos,
            Thread thread,
            long threadNanos,
            boolean closed) {}

    private final TickLoop loop;
    private final NanoClock clock;
    private final CpuClocks cpu;
    private final @Nullable ScopeDelivery delivery;

    /**
     * Measures by a monitor.
     *
     * @param loop the running monitor
     * @param clock its clock
     * @param cpu the clocks of this process
     * @param delivery where the energy of closed scopes goes; null if no listener wants it
     */
    public ScopeMeter(TickLoop loop, NanoClock clock, CpuClocks cpu, @Nullable ScopeDelivery delivery) {
        this.loop = loop;
        this.clock = clock;
        this.cpu = cpu;
        this.delivery = delivery;
    }

    /**
     * Opens a scope.
     *
     * @param name what to call it
     * @return the open scope
     */
    public Scope open(String name) {
        return new LiveScope(name, this);
    }

    /** The time between two moves of the counters, in ns. */
    long stepNanos() {
        return loop.counters().stepNanos();
    }

    /** Begins to record a scope; null unless scopes are recorded. */
    @Nullable
    Consumer<Scope> beginRecording() {
        return loop.flight().beginScope();
    }

    /** Passes a scope that was closed to the listener, if there is one. */
    void deliver(LiveScope scope) {
        if (delivery != null) {
            delivery.deliver(scope);
        }
    }

    Moment moment() {
        long asked = clock.nanoTime();
        Sample sample = loop.counters().sample();
        return new Moment(
                clock.nanoTime(),
                Math.max(0, asked - sample.nanos()),
                sample,
                loop.recent(),
                cpu.processNanos(),
                Thread.currentThread(),
                cpu.threadNanos(),
                loop.isClosed());
    }
}
