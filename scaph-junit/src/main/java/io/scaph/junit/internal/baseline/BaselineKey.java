package io.scaph.junit.internal.baseline;

import java.util.Comparator;

/**
 * What has to be the same for two figures to be comparable.
 *
 * @param test which test: class, method and, if it runs with several arguments, which of them
 * @param machine what kind of machine
 * @param sensor the sensor that measured
 * @param quality how certain it is, as {@link io.scaph.api.topology.Quality} calls it
 * @param policy how the host's energy was divided
 * @param subject whose energy it is
 */
public record BaselineKey(String test, String machine, String sensor, String quality, String policy, String subject)
        implements Comparable<BaselineKey> {
    private static final Comparator<BaselineKey> ORDER = Comparator.comparing(BaselineKey::test)
            .thenComparing(BaselineKey::machine)
            .thenComparing(BaselineKey::sensor)
            .thenComparing(BaselineKey::quality)
            .thenComparing(BaselineKey::policy)
            .thenComparing(BaselineKey::subject);

    @Override
    public int compareTo(BaselineKey other) {
        return ORDER.compare(this, other);
    }
}
