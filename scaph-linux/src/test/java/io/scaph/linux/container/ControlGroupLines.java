package io.scaph.linux.container;

import io.scaph.api.workload.Container;
import java.util.List;
import java.util.stream.Stream;

/** Lines as Linux shows them, of groups as runtimes lay them out. ID and OUTER are ids, UID is the uid of a pod. */
final class ControlGroupLines {
    static final String ID = "3f1d2c0b9a8e7f6d5c4b3a291807f6e5d4c3b2a1908f7e6d5c4b3a2918070605";
    static final String OUTER = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    static final String UID = "1a2b3c4d-0001-4002-8003-a1b2c3d4e5f6";

    private ControlGroupLines() {}

    static List<String> lines(String text) {
        return Stream.of(text.split("; ", -1))
                .map(line -> line.replace("ID_", UID.replace('-', '_'))
                        .replace("UID", UID)
                        .replace("ID", ID)
                        .replace("OUTER", OUTER))
                .toList();
    }

    static ControlGroup innermost(String text) {
        return ControlGroups.parse(lines(text)).innermost().orElseThrow();
    }

    static Container only(String text) {
        return innermost(text).container();
    }
}
