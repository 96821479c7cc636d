package io.scaph.exporter.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A QEMU process that runs a boot sector of a few bytes. On KVM where that works, else in software, which is
 * slower but just as busy.
 */
final class RealQemu implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/qemu-system-x86_64");
    private static final int SECTOR = 512;

    /** cli; jmp to itself: uses all that a CPU has. */
    private static final int[] SPIN = {0xFA, 0xEB, 0xFE};

    /** cli; hlt; jmp to hlt: sleeps for ever. */
    private static final int[] HALT = {0xFA, 0xF4, 0xEB, 0xFD};

    private final Process process;

    private RealQemu(Process process) {
        this.process = process;
    }

    static RealQemu busy(Path directory, String accelerator, String... naming) throws IOException {
        return start(directory, SPIN, accelerator, naming);
    }

    static RealQemu idle(Path directory, String accelerator, String... naming) throws IOException {
        return start(directory, HALT, accelerator, naming);
    }

    /** The accelerator to use here. A KVM that does not let a halted machine sleep, as in some nested machines, is not used. */
    static String accelerator(Path directory) throws Exception {
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            return "tcg";
        }
        try (RealQemu probe = idle(directory, "kvm", "-name", "probe")) {
            Thread.sleep(1_500);
            Duration before = probe.cpuTime();
            Thread.sleep(1_000);
            boolean sleeps = probe.cpuTime().minus(before).toMillis() < 200;
            return probe.process.isAlive() && sleeps ? "kvm" : "tcg";
        }
    }

    private static RealQemu start(Path directory, int[] code, String accelerator, String... naming) throws IOException {
        byte[] sector = new byte[SECTOR];
        for (int i = 0; i < code.length; i++) {
            sector[i] = (byte) code[i];
        }
        sector[SECTOR - 2] = 0x55;
        sector[SECTOR - 1] = (byte) 0xAA;
        Path image = Files.createTempFile(directory, "boot", ".img");
        Files.write(image, sector);
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(naming));
        command.addAll(List.of("-accel", accelerator, "-m", "16", "-nodefaults", "-display", "none"));
        command.addAll(List.of("-drive", "format=raw,if=floppy,file=" + image));
        return new RealQemu(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(directory, "qemu", ".log").toFile())
                .start());
    }

    /** A QEMU of another user, which is not trusted. It does not start its machine. */
    static RealQemu asOtherUser(Path directory, String... naming) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", PROGRAM.toString()));
        command.addAll(List.of(naming));
        command.addAll(List.of("-accel", "tcg", "-S", "-m", "16", "-nodefaults", "-display", "none"));
        return new RealQemu(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(directory, "qemu", ".log").toFile())
                .start());
    }

    /** One without a machine, as libvirt starts it to find out what it can do. */
    static RealQemu probe(Path directory) throws IOException {
        List<String> command = List.of(
                PROGRAM.toString(),
                "-S",
                "-no-user-config",
                "-nodefaults",
                "-display",
                "none",
                "-machine",
                "none,accel=tcg");
        return new RealQemu(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(directory, "qemu", ".log").toFile())
                .start());
    }

    /** No QEMU at all, but with its arguments. */
    static RealQemu impostor(Path directory, String name) throws IOException {
        return new RealQemu(new ProcessBuilder(
                        "perl", "-e", "$0 = 'qemu-system-x86_64 -name guest=" + name + ",x=y'; sleep 60")
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(directory, "qemu", ".log").toFile())
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
