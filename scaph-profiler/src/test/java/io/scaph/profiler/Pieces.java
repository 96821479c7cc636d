package io.scaph.profiler;

import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** Pieces of work that the profiler is to find, each of some 0.1 ms. */
final class Pieces {
    private static final int TURNS = 100_000;
    private static final int DEPTH = 20;
    private static final byte[] NOISE = new byte[5_000];
    private static volatile long result;

    static {
        new Random(1).nextBytes(NOISE);
    }

    private Pieces() {}

    /**
     * Returns three pieces.
     *
     * @param kind what they are made of
     * @return the pieces; their methods are called a, b and c
     */
    static List<Runnable> of(String kind) {
        return switch (kind) {
            case "recursion" -> List.of(Recursion::a, Recursion::b, Recursion::c);
            case "lambda" -> List.of(Lambdas.a(31), Lambdas.b(37), Lambdas.c(41));
            case "native" -> List.of(Pieces::deflate, Pieces::b, Pieces::c);
            default -> List.of(Pieces::a, Pieces::b, Pieces::c);
        };
    }

    private static void a() {
        long sum = 1;
        for (int i = 0; i < TURNS; i++) {
            sum = sum * 31 + (sum >>> 7);
        }
        result = sum;
    }

    private static void b() {
        long sum = 2;
        for (int i = 0; i < TURNS; i++) {
            sum = sum * 37 + (sum >>> 7);
        }
        result = sum;
    }

    private static void c() {
        long sum = 3;
        for (int i = 0; i < TURNS; i++) {
            sum = sum * 41 + (sum >>> 7);
        }
        result = sum;
    }

    private static void deflate() {
        Deflater deflater = new Deflater(1);
        try {
            deflater.setInput(NOISE);
            deflater.finish();
            result = deflater.deflate(new byte[2 * NOISE.length]);
        } finally {
            deflater.end();
        }
    }

    /** Methods that call themselves. */
    private static final class Recursion {
        static void a() {
            a(DEPTH);
        }

        static void b() {
            b(DEPTH);
        }

        static void c() {
            c(DEPTH);
        }

        private static void a(int depth) {
            if (depth > 0) {
                a(depth - 1);
            }
            result = shortWork(31);
        }

        private static void b(int depth) {
            if (depth > 0) {
                b(depth - 1);
            }
            result = shortWork(37);
        }

        private static void c(int depth) {
            if (depth > 0) {
                c(depth - 1);
            }
            result = shortWork(41);
        }

        private static long shortWork(int factor) {
            long sum = factor;
            for (int i = 0; i < TURNS / DEPTH; i++) {
                sum = sum * factor + (sum >>> 7);
            }
            return sum;
        }
    }

    /** Lambdas that capture, so that each has a hidden class. */
    private static final class Lambdas {
        static Runnable a(int factor) {
            return () -> result = work(factor);
        }

        static Runnable b(int factor) {
            return () -> result = work(factor) + 1;
        }

        static Runnable c(int factor) {
            return () -> result = work(factor) + 2;
        }

        private static long work(int factor) {
            long sum = factor;
            for (int i = 0; i < TURNS; i++) {
                sum = sum * factor + (sum >>> 7);
            }
            return sum;
        }
    }
}
