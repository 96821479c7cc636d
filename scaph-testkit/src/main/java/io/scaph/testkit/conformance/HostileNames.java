package io.scaph.testkit.conformance;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.Job;
import io.scaph.api.snapshot.ProcessInfo;
import io.scaph.api.snapshot.User;
import io.scaph.testkit.SimulatedMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that processes, containers and others may give themselves to harm whoever shows them. */
final class HostileNames {
    private static final int LONG = 10_000;
    private static final long FIRST_PID = 1_000;

    private static final List<String> NAMES = List.of(
            "",
            " ",
            "a\nb\r\nc",
            "\u001b[2J\u001b]0;title\u0007",
            "\u0000\u0001\u007f\u009b31m",
            "\"quoted\" 'twice' \\ back\\slash\\",
            "{\"json\":[1,}",
            "a{b=\"c\"} 1",
            "# HELP x y",
            "../../etc/passwd",
            "%s%n%d${x}`x`$(x)",
            "<script>alert(1)</script>",
            "\u202egnp.exe\u2066",
            "\ud800 a lone surrogate",
            "\ud83d\ude00".repeat(20),
            "x".repeat(LONG));

    private HostileNames() {}

    /** Starts a process of each name, whose container, virtual machine, user, unit and arguments are called the same. */
    static void runOn(SimulatedMachine machine) {
        long pid = FIRST_PID;
        for (String name : NAMES) {
            machine.run(pid, name, 0.05).describe(pid, process -> named(process.identity(), name));
            pid++;
        }
    }

    private static ProcessInfo named(ProcessInfo.Identity identity, String name) {
        Optional<String> given = Optional.of(name);
        Container container =
                new Container(name + identity.pid(), given, Optional.of("kubernetes"), given, Map.of("label", name));
        return new ProcessInfo(
                identity,
                name,
                Optional.of("/usr/bin/" + name),
                given,
                Optional.of(container),
                Optional.of(new Job(name, name)),
                given,
                given,
                Optional.of(new User(identity.pid(), given)));
    }
}
