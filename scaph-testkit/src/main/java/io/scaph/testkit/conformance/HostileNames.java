package io.scaph.testkit.conformance;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import io.scaph.testkit.SimulatedMachine;
import java.util.List;
import java.util.Map;

/** Names that a process or container can choose to break programs that show them. */
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

    /** Starts a process for each name, with a container, virtual machine, user, unit and arguments of that name. */
    static void runOn(SimulatedMachine machine) {
        long pid = FIRST_PID;
        for (String name : NAMES) {
            machine.run(pid, name, 0.05).describe(pid, process -> named(process, name));
            pid++;
        }
    }

    private static ProcessInfo named(ProcessInfo process, String name) {
        Container container =
                Container.of(name + process.pid(), name, "kubernetes").named(name, Map.of("label", name));
        return process.withExecutable("/usr/bin/" + name)
                .withCommandLine(name)
                .withContainer(container)
                .withJob(Job.of(name, name))
                .withVirtualMachine(name)
                .withUnit(name)
                .withUser(User.of(process.pid(), name));
    }
}
