package io.scaph.profiler;

import io.scaph.api.Monitor;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.workload.WorkloadDetail;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * A program whose threads spend a known CPU time in three pieces of work, 60, 30 and 10 %, on a machine of 100 W. It prints the
 * CPU time that its threads' clocks measured in each piece, and the energy that the profiler found.
 */
final class KnownWork {
    private static final int[] PARTS = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2};
    private static final long MILLI = 1_000_000;
    private static final int VIRTUAL_THREADS = 1_000;
    private static final int PLATFORM_THREADS = 8;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final AtomicLongArray CPU_NANOS = new AtomicLongArray(3);

    private KnownWork() {}

    /**
     * Works and prints.
     *
     * @param arguments the kind of work, the CPU time in ms, the shortest and the longest run of one piece in ms, the
     *     number of profiles, a file for the last profile
     * @throws Exception if it can't be measured
     */
    public static void main(String[] arguments) throws Exception {
        String kind = arguments[0];
        long nanos = Long.parseLong(arguments[1]) * MILLI;
        Schedule schedule = new Schedule(Long.parseLong(arguments[2]) * MILLI, Long.parseLong(arguments[3]) * MILLI);
        List<Runnable> pieces = Pieces.of(kind);
        // Compiled before it counts.
        for (int i = 0; i < 2_000; i++) {
            pieces.forEach(Runnable::run);
        }
        try (Monitor monitor = Monitor.builder()
                .sensor("made up", "100 W for ever", new HundredWatts())
                .details(Set.of(WorkloadDetail.JVM))
                .open()) {
            Balance balance = new Balance(monitor);
            balance.seeAllTicks();
            int runs = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
            int covered = 0;
            for (int i = 0; i < runs; i++) {
                Random random = new Random(i);
                List.of(0, 1, 2).forEach(part -> CPU_NANOS.set(part, 0));
                EnergyProfiler profiler = EnergyProfiler.start(monitor, Duration.ofMillis(10));
                balance.seeTick();
                ScopeEnergy scope = kind.equals("scope")
                        ? monitor.measure(() -> run(pieces, nanos, schedule, random))
                        : monitor.measure(() -> work(kind, pieces, nanos, schedule, random));
                EnergyProfile profile = profiler.stop();
                balance.seeTick();
                balance.check(profile);
                if (arguments.length > 5) {
                    profile.write(Path.of(arguments[5]));
                }
                covered += print(profile, kind, scope);
            }
            System.out.println("covered=" + covered);
        }
    }

    /** Prints a profile; returns how many methods have the right share within the error. */
    private static int print(EnergyProfile profile, String kind, ScopeEnergy scope) {
        System.out.println(profile);
        List<MethodEnergy> found = IntStream.range(0, 3)
                .mapToObj(piece -> method(kind, piece))
                .map(name -> method(profile, name))
                .toList();
        double energy = found.stream()
                .mapToDouble(method -> method.total().microjoules())
                .sum();
        double nanos = CPU_NANOS.get(0) + CPU_NANOS.get(1) + CPU_NANOS.get(2);
        int covered = 0;
        for (int i = 0; i < 3; i++) {
            MethodEnergy method = found.get(i);
            String letter = "abc".substring(i, i + 1);
            System.out.println(letter + ".cpu=" + CPU_NANOS.get(i));
            System.out.println(letter + ".energy=" + method.total().microjoules());
            System.out.println(letter + ".error=" + method.totalError().microjoules());
            double off = method.total().microjoules() - energy * CPU_NANOS.get(i) / nanos;
            covered += Math.abs(off) <= method.totalError().microjoules() ? 1 : 0;
        }
        System.out.println("samples=" + profile.samples().taken());
        System.out.println("scope=" + scope.thread().orElseThrow().energy().microjoules());
        System.out.println("run="
                + profile.method(KnownWork.class.getName() + ".run")
                        .map(method -> method.total().microjoules())
                        .orElse(0L));
        return covered;
    }

    /** A name that ends with a dollar is the beginning of a name: compilers number lambdas differently. */
    private static MethodEnergy method(EnergyProfile profile, String name) {
        return profile.methods().stream()
                .filter(method -> name.endsWith("$")
                        ? method.name().startsWith(name)
                        : method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no samples in " + name));
    }

    /** How long each piece runs before the next one. */
    private record Schedule(long shortestNanos, long longestNanos) {
        long next(Random random) {
            return shortestNanos + (long) (random.nextDouble() * (longestNanos - shortestNanos));
        }
    }

    private static String method(String kind, int piece) {
        String letter = "abc".substring(piece, piece + 1);
        String name = Pieces.class.getName();
        return switch (kind) {
            case "recursion" -> name + "$Recursion." + letter;
            case "lambda" -> name + "$Lambdas.lambda$" + letter + "$";
            case "native" -> name + "." + (piece == 0 ? "deflate" : letter);
            default -> name + "." + letter;
        };
    }

    private static void work(String kind, List<Runnable> pieces, long nanos, Schedule schedule, Random seeds)
            throws Exception {
        List<Thread> threads = new ArrayList<>();
        if (kind.equals("virtual")) {
            long[] pieceNanos = pieces.stream().mapToLong(KnownWork::nanos).toArray();
            for (int i = 0; i < VIRTUAL_THREADS; i++) {
                Random random = new Random(seeds.nextLong());
                threads.add(virtual(() -> turns(pieces, pieceNanos, nanos / VIRTUAL_THREADS, random)));
            }
        } else {
            int count = kind.equals("threads") ? PLATFORM_THREADS : 1;
            for (int i = 0; i < count; i++) {
                Random random = new Random(seeds.nextLong());
                Thread thread = new Thread(() -> run(pieces, nanos / count, schedule, random), "worker-" + i);
                thread.start();
                threads.add(thread);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** This is compiled for 17. */
    private static Thread virtual(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    /** A virtual thread has no clock: its pieces are counted. */
    private static void turns(List<Runnable> pieces, long[] pieceNanos, long nanos, Random random) {
        long left = nanos;
        while (left > 0) {
            int part = PARTS[random.nextInt(PARTS.length)];
            pieces.get(part).run();
            CPU_NANOS.addAndGet(part, pieceNanos[part]);
            left -= pieceNanos[part];
        }
    }

    private static long nanos(Runnable piece) {
        int count = 2_000;
        long start = CLOCK.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            piece.run();
        }
        return (CLOCK.getCurrentThreadCpuTime() - start) / count;
    }

    private static void run(List<Runnable> pieces, long nanos, Schedule schedule, Random random) {
        long now = CLOCK.getCurrentThreadCpuTime();
        long end = now + nanos;
        while (now < end) {
            int part = PARTS[random.nextInt(PARTS.length)];
            long start = now;
            long until = Math.min(end, start + schedule.next(random));
            while (now < until) {
                pieces.get(part).run();
                now = CLOCK.getCurrentThreadCpuTime();
            }
            CPU_NANOS.addAndGet(part, now - start);
        }
    }
}
