package io.scaph.sensor.estimation;

/**
 * An estimate with the interval that holds the truth four times of five.
 *
 * @param low the lower end
 * @param estimate the estimate
 * @param high the upper end
 */
record Interval(PowerLine low, PowerLine estimate, PowerLine high) {
    PowerLine line(Attachment.Bound bound) {
        return switch (bound) {
            case LOW -> low;
            case ESTIMATE -> estimate;
            case HIGH -> high;
        };
    }
}
