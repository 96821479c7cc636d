package io.scaph.sensor.powercap.internal.zone;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a zone's directory: {@code intel-rapl:0} or {@code intel-rapl:0:1}. The numbers are hexadecimal
 * ({@code drivers/powercap/powercap_sys.c} prints them by {@code %x}) and give an order, nothing else.
 *
 * @param type the control type
 * @param zone the number of the zone, or of the parent zone
 * @param subzone the number of the sub-zone, if it is one
 */
public record ZoneAddress(String type, int zone, OptionalInt subzone) implements Comparable<ZoneAddress> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*):([0-9a-f]{1,7})(?::([0-9a-f]{1,7}))?");
    private static final Comparator<ZoneAddress> ORDER = Comparator.comparing(ZoneAddress::type)
            .thenComparingInt(ZoneAddress::zone)
            .thenComparingInt(address -> address.subzone.orElse(-1));

    /**
     * Parses the name of a directory.
     *
     * @param directoryName the name
     * @return the address; empty if it is not that of a zone
     */
    public static Optional<ZoneAddress> parse(String directoryName) {
        Matcher form = FORM.matcher(directoryName);
        if (!form.matches()) {
            return Optional.empty();
        }
        String subzone = form.group(3);
        return Optional.of(new ZoneAddress(
                form.group(1),
                Integer.parseInt(form.group(2), 16),
                subzone == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(subzone, 16))));
    }

    /**
     * The address without the sub-zone.
     *
     * @return the zone that this is a sub-zone of, or itself
     */
    public ZoneAddress parent() {
        return new ZoneAddress(type, zone, OptionalInt.empty());
    }

    @Override
    public int compareTo(ZoneAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + ":" + Integer.toHexString(zone)
                + (subzone.isPresent() ? ":" + Integer.toHexString(subzone.getAsInt()) : "");
    }
}
