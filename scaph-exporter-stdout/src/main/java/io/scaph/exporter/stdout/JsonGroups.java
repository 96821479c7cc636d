package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The groups of a report: the same energy as the consumers', added up in another way. For each kind, to the microjoule:
 *
 * <pre>all groups of the kind since the start = sum of the listed + others</pre>
 */
final class JsonGroups {
    private final List<GroupCut> wanted;

    JsonGroups(List<GroupCut> wanted) {
        this.wanted = wanted;
    }

    /** Kinds that are not wanted are there, and empty. */
    void write(JsonGenerator json, Interval interval) throws IOException {
        for (GroupKind<?> kind : GroupKind.ALL) {
            write(json, interval, kind);
        }
    }

    private <G extends Group> void write(JsonGenerator json, Interval interval, GroupKind<G> kind) throws IOException {
        GroupListing<G> listing = new GroupListing<>(List.of(), 0, interval.part("others", Energy.ZERO), 0);
        for (GroupCut cut : wanted) {
            if (cut.kind().equals(kind)) {
                listing = GroupListing.of(kind, interval, cut.most());
            }
        }
        json.writeArrayFieldStart(kind.plural());
        for (GroupListing.GroupUse<G> use : listing.listed()) {
            json.writeStartObject();
            describe(json, use.total().group());
            JsonReport.usage(json, use.usage(), use.total().energy().microjoules());
            json.writeBooleanField("ended", use.total().isEnded());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("other_" + kind.plural());
        json.writeNumberField("count", listing.others());
        JsonReport.usage(json, listing.othersUsage(), listing.othersMicrojoules());
        json.writeEndObject();
    }

    /** The fields that describe a group, inside an object. */
    static void describe(JsonGenerator json, Group group) throws IOException {
        if (group instanceof Container container) {
            container(json, container);
        } else if (group instanceof Job job) {
            json.writeStringField("id", job.id());
            json.writeStringField("scheduler", job.scheduler());
        } else if (group instanceof User user) {
            json.writeNumberField("uid", user.uid());
            JsonReport.text(json, "name", user.name());
        } else if (group instanceof Unit unit) {
            json.writeStringField("name", unit.name());
        } else {
            throw new IllegalStateException("unknown kind of group: " + group);
        }
    }

    private static void container(JsonGenerator json, Container container) throws IOException {
        json.writeStringField("name", container.name().orElse("unknown"));
        json.writeStringField("id", container.id());
        json.writeStringField("runtime", container.runtime().orElse("unknown"));
        json.writeStringField("scheduler", container.scheduler().orElse("unknown"));
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : container.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }
}
