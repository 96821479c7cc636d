package io.scaph.recording;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** For whom devices worked since the last tick, as a line for each device that did. */
final class DeviceLines implements DeviceUse {
    private final StringBuilder[] uses;

    DeviceLines(int domains) {
        uses = new StringBuilder[domains];
        for (int i = 0; i < domains; i++) {
            uses[i] = new StringBuilder();
        }
    }

    /** Tells that nobody knows for whom the devices worked. */
    static void unknown(Topology topology, DeviceUse use) {
        List<Domain> domains = topology.domains();
        for (int i = 0; i < domains.size(); i++) {
            if (domains.get(i).kind() == DomainKind.GPU) {
                use.unknown(i);
            }
        }
    }

    @Override
    public void busy(int domain, long pid, long nanos) {
        if (pid >= 0 && nanos > 0) {
            uses[domain].append('\t').append(pid).append('=').append(nanos);
        }
    }

    @Override
    public void unknown(int domain) {
        uses[domain].append('\t').append(Notation.NONE);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < uses.length; i++) {
            if (!uses[i].isEmpty()) {
                lines.add(Notation.DEVICE + "\t" + i + uses[i]);
            }
        }
        return lines;
    }
}
