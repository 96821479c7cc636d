package io.scaph.cli.calibrate;

import java.util.function.DoubleUnaryOperator;

/** Curves as servers have them. */
enum KnownCurve implements DoubleUnaryOperator {
    STRAIGHT,
    CONVEX,
    CONCAVE,
    /** Frequencies fall when many cores work. */
    TURBO,
    /** Frequencies rise at the end. */
    STEEP_END,
    WAVE,
    LEVEL,
    SMALL;

    @Override
    public double applyAsDouble(double load) {
        return switch (this) {
            case STRAIGHT -> 50 + 150 * load;
            case CONVEX -> 40 + 160 * Math.pow(load, 1.7);
            case CONCAVE -> 60 + 140 * Math.pow(load, 0.7);
            case TURBO -> load < 0.45 ? 45 + 260 * load : 162 + 90 * (load - 0.45);
            case STEEP_END -> 30 + 80 * load + 90 * Math.pow(load, 6);
            case WAVE -> 70 + 120 * load + 10 * Math.sin(2 * Math.PI * load);
            case LEVEL -> 90;
            case SMALL -> 1.2 + 4.1 * Math.pow(load, 1.3);
        };
    }
}
