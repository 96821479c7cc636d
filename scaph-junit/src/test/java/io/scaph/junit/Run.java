package io.scaph.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs tests within a test; their output goes to a separate directory. */
final class Run {
    private final Map<String, String> parameters = new HashMap<>();
    private final Path reports;

    Run(Path directory) {
        reports = directory.resolve("reports");
        parameters.put("scaph.report.directory", reports.toString());
        parameters.put(
                "scaph.baseline.file", directory.resolve("baselines.json").toString());
        parameters.put("scaph.machine", "a machine");
        // Its start takes a second.
        parameters.put("scaph.profile", "off");
    }

    Run with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    EngineExecutionResults all(Class<?> tests) {
        return execute(selectClass(tests));
    }

    /** How one test ended. */
    Outcome one(Class<?> tests, String method) {
        return outcome(execute(selectMethod(tests, method)));
    }

    private EngineExecutionResults execute(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(selector)
                .execute();
    }

    static Outcome outcome(EngineExecutionResults results) {
        List<Event> ended = results.testEvents().finished().stream().toList();
        if (ended.size() != 1) {
            throw new AssertionError(
                    "one test was to run, these did: " + results.allEvents().list());
        }
        TestExecutionResult result = ended.get(0).getRequiredPayload(TestExecutionResult.class);
        return new Outcome(result.getStatus(), result.getThrowable().orElse(null));
    }

    record Outcome(
            TestExecutionResult.Status status, @Nullable Throwable thrown) {
        boolean passed() {
            return status == TestExecutionResult.Status.SUCCESSFUL;
        }

        boolean aborted() {
            return status == TestExecutionResult.Status.ABORTED;
        }

        boolean failed() {
            return status == TestExecutionResult.Status.FAILED;
        }

        String message() {
            return thrown == null ? "" : String.valueOf(thrown.getMessage());
        }
    }

    Path reports() {
        return reports;
    }

    List<Path> reportFiles() throws IOException {
        try (Stream<Path> files = Files.list(reports)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    JsonNode report(String name) throws IOException {
        return new ObjectMapper().readTree(reports.resolve(name).toFile());
    }
}
