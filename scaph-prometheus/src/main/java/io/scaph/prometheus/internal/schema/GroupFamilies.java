package io.scaph.prometheus.internal.schema;

import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.exposition.Sink;
import io.scaph.prometheus.internal.view.GroupListing;
import io.scaph.prometheus.internal.view.Line;
import io.scaph.prometheus.internal.view.Listing;

/** The energy of groups: other ways to add up what processes used. */
record GroupFamilies(String suffix, String inUnit, int decimals, Sink sink) {
    static GroupFamilies inMicrojoules(Sink sink) {
        return new GroupFamilies("_energy_microjoules", ", in microjoules", 0, sink);
    }

    static GroupFamilies inJoules(Sink sink) {
        return new GroupFamilies("_energy_joules_total", "", 6, sink);
    }

    /** Nothing where there never was a group of the kind. */
    void tell(GroupListing<?> groups) {
        Listing<?> listing = groups.listing();
        if (listing.isEmpty()) {
            return;
        }
        String name = groups.labels().kind().name();
        sink.family(
                "scaph_" + name + suffix,
                Sink.Kind.COUNTER,
                "Energy of all processes of the " + name + ", those that ended included" + inUnit
                        + "; another way to add up what processes used; other is all " + name
                        + "s without a line of their own");
        for (Line<?> line : listing.lines()) {
            sink.point(line.labels(), line.energyMicrojoules(), decimals);
        }
        sink.point(groups.labels().other(), listing.otherMicrojoules(), decimals);
        sink.family(
                "scaph_" + name + "_ended" + suffix,
                Sink.Kind.COUNTER,
                "The last values of " + name + " lines that were removed" + inUnit
                        + ": for sums of totals only, since rates have seen that energy when it was used");
        sink.point(LabelSet.NONE, listing.endedMicrojoules(), decimals);
        sink.family(
                "scaph_" + name + "s_without_line",
                Sink.Kind.GAUGE,
                "Number of " + name + "s that have no line of their own and are counted in the line 'other'");
        sink.point(LabelSet.NONE, listing.others(), 0);
    }
}
