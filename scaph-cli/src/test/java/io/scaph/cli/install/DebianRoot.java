package io.scaph.cli.install;

import io.scaph.cli.program.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fresh Debian with systemd, udev and the Java of this test: what a machine has before scaph is installed. It has no
 * libnss-systemd. Made once for each build, and never changed.
 */
final class DebianRoot {
    /** Where an image of Eclipse Temurin has its Java. */
    static final String JAVA_HOME = "/opt/java/openjdk";

    private static final Path ROOT = Path.of("target", "debian").toAbsolutePath();
    private static final String SUITE = "bookworm";

    private DebianRoot() {}

    /** The directory; the first call takes a minute or two. */
    static synchronized Path get() throws IOException, InterruptedException {
        if (!Files.exists(ROOT)) {
            Path draft = ROOT.resolveSibling("debian.draft");
            Tool.run("rm", "-rf", draft.toString());
            Tool.run("debootstrap", "--variant=minbase", "--include=systemd-sysv,dbus,udev", SUITE, draft.toString());
            addJava(draft);
            Files.move(draft, ROOT);
        }
        return ROOT;
    }

    private static void addJava(Path root) throws IOException, InterruptedException {
        Path home = Files.createDirectories(root.resolve(JAVA_HOME.substring(1)));
        // Debian's Java has links into /etc; they are followed. Without the sources, which nothing here needs.
        Tool.run(
                "sh",
                "-c",
                "tar -C \"$0\" --dereference --exclude=src.zip -cf - bin conf lib release | tar -C \"$1\" -xf -",
                System.getProperty("java.home"),
                home.toString());
        Path machines = Files.createDirectories(root.resolve("usr/lib/jvm"));
        Files.createSymbolicLink(machines.resolve("java"), Path.of(JAVA_HOME));
    }
}
