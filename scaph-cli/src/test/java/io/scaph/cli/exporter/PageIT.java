package io.scaph.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Server;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page for people, in a browser. Its screenshots are left in target/page, to be looked at. */
@SuppressWarnings("try") // a simulator that runs is enough
@Timeout(180)
class PageIT {
    @TempDir
    Path directory;

    @Test
    void aBrowserShowsTheWattsTheChartAndWhoUsesThem() throws Exception {
        Server.requireProgram("chromium");
        Path sysfs = Files.createDirectory(directory.resolve("sys"));
        try (PowercapSimulator machine = PowercapSimulator.start(
                        sysfs,
                        List.of(
                                SimulatedZone.of("intel-rapl:0", "package-0", 60),
                                SimulatedZone.of("intel-rapl:0:0", "dram", 7.5)));
                Server scaph = Server.scaph(directory, sysfs)) {
            Thread.sleep(6_000);
            Path pictures = Files.createDirectories(Path.of("target", "page").toAbsolutePath());
            browse(scaph, "--window-size=1100,1300", "--screenshot=" + pictures.resolve("wide.png"));
            browse(
                    scaph,
                    "--window-size=500,1300",
                    "--force-dark-mode",
                    "--screenshot=" + pictures.resolve("phone.png"));
            String page = browse(scaph, "--dump-dom");

            assertThat(page)
                    .containsPattern("<output id=\"watts\">6[0-9]\\.[0-9]+</output>")
                    .contains("measured by powercap")
                    .contains("<path class=\"line\" d=\"M")
                    .containsPattern("(?s)<tbody id=\"rows\"><tr>.*idle.*unattributed")
                    .containsPattern("(?s)<tbody id=\"domains\">.*package-0.*dram@0")
                    .doesNotContain("does not answer");
            assertThat(Files.size(pictures.resolve("wide.png"))).isGreaterThan(20_000);
        }
    }

    /** What the browser says; its complaints, such as of the page's security policy, would be an error. */
    private String browse(Server scaph, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--user-data-dir=" + Files.createTempDirectory(directory, "browser"),
                "--virtual-time-budget=4000"));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + scaph.port() + "/");
        Path errors = Files.createTempFile(directory, "browser", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(Files.readString(errors).lines()).noneMatch(line -> line.contains("CONSOLE"));
        return output;
    }
}
