package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser. */
class FlameGraphIT {
    @TempDir
    Path directory;

    private final Profiles profile = new Profiles()
            .stack(60, "main", "app.Main.main", "app.A.run")
            .stack(30, "pool-1-thread-*", "java.lang.Thread.run", "app.B.run")
            .stack(10, "main", "<img src=x onerror=alert(1)>");

    /** What the page is after its script has run. */
    private String browse(Path page, String search) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + Files.createTempDirectory(directory, "browser"),
                "--virtual-time-budget=4000",
                "--window-size=1000,700",
                "--dump-dom",
                page.toUri() + "#" + search));
        Path errors = Files.createTempFile(directory, "browser", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // What breaks the policy of the page, or an error of its script.
        assertThat(Files.readString(errors).lines()).noneMatch(line -> line.contains("CONSOLE"));
        return text;
    }

    private static void requireBrowser() {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(part -> Files.isExecutable(Path.of(part, "chromium"))),
                "no chromium");
    }

    @Test
    void theGraphShowsJoulesAndFindsMethods() throws Exception {
        requireBrowser();
        Path page = directory.resolve("profile.html");
        profile.build().write(page);

        String shown = browse(page, "app.");

        assertThat(shown)
                .contains("<h1 id=\"title\">Energy by method: 200 mJ</h1>")
                .contains("90.0 mJ, 45.0 %, in stacks with a match")
                .contains(">app.Main.main</button>", ">[not sampled]</button>", ">[gc]</button>")
                .containsPattern("class=\"found\"[^>]*>app\\.A\\.run<|>app\\.A\\.run<")
                .contains(">&lt;img src=x onerror=alert(1)&gt;</button>");
    }

    @Test
    void aDifferenceShowsBothProfiles() throws Exception {
        requireBrowser();
        Path page = directory.resolve("difference.html");
        EnergyProfile before = new Profiles()
                .stack(120, "main", "app.Main.main", "app.Gone.run")
                .build();
        profile.build().writeDifference(before, page);

        assertThat(browse(page, "Gone"))
                .contains("Energy by method: 200 mJ, before 220 mJ")
                .contains(">app.Gone.run</button>", ">app.A.run</button>")
                .contains("Red uses more than before");
    }
}
