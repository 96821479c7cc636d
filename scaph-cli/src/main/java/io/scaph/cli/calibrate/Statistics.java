package io.scaph.cli.calibrate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The reading of several windows. Some of them may be disturbed. */
final class Statistics {
    /** The standard deviation of normal noise, by its median absolute deviation. */
    private static final double DEVIATION_PER_MAD = 1.4826;
    /** Hampel's rule: values further from the median than this number of standard deviations are outliers. */
    private static final double FAR = 3.5;
    /** The standard error of the median over that of the mean: the root of pi / 2. */
    private static final double MEDIAN_ERROR = 1.2533;
    /** Values closer than this are never outliers: counters and CPU times have steps. */
    private static final double LEAST_FAR_WATTS = 0.01;

    private static final double LEAST_FAR_LOAD = 0.01;

    private Statistics() {}

    private static double median(List<Window> windows, ToDoubleFunction<Window> value) {
        double[] sorted = windows.stream().mapToDouble(value).sorted().toArray();
        int last = sorted.length - 1;
        return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
    }

    private static double deviation(List<Window> windows, ToDoubleFunction<Window> value) {
        double middle = median(windows, value);
        return DEVIATION_PER_MAD * median(windows, window -> Math.abs(value.applyAsDouble(window) - middle));
    }

    /** The windows that are like the others. */
    static List<Window> alike(List<Window> windows) {
        double watts = median(windows, Window::watts);
        double load = median(windows, Window::load);
        double farWatts = Math.max(LEAST_FAR_WATTS * watts, FAR * deviation(windows, Window::watts));
        double farLoad = Math.max(LEAST_FAR_LOAD, FAR * deviation(windows, Window::load));
        return windows.stream()
                .filter(window ->
                        Math.abs(window.watts() - watts) <= farWatts && Math.abs(window.load() - load) <= farLoad)
                .toList();
    }

    /**
     * The reading of a level. Medians, of load and of power: where power rises with load, the median of one belongs to the
     * median of the other, however the load changed.
     *
     * @param windows in the order of time, not empty
     * @param unknown the number of windows that are left out
     */
    static LevelReading summary(double wantedLoad, List<Window> windows, int unknown) {
        List<Window> kept = alike(windows);
        double watts = median(kept, Window::watts);
        double scatter = MEDIAN_ERROR * deviation(kept, Window::watts) / Math.sqrt(kept.size());
        return new LevelReading(
                wantedLoad,
                median(kept, Window::load),
                watts,
                Math.max(scatter, Math.abs(trend(kept)) / 2),
                kept.size(),
                windows.size() - kept.size() + unknown);
    }

    /** How much power rose beyond what scatter explains: it had not settled. */
    private static double trend(List<Window> windows) {
        int half = windows.size() / 2;
        if (half < 2) {
            return 0;
        }
        List<Window> first = windows.subList(0, half);
        List<Window> second = windows.subList(windows.size() - half, windows.size());
        double rise = median(second, Window::watts) - median(first, Window::watts);
        double noise = 2 * MEDIAN_ERROR * deviation(windows, Window::watts) / Math.sqrt(half);
        return Math.abs(rise) > noise ? rise : 0;
    }
}
