package io.scaph.exporter.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResourceUsageTest {
    private static final ProcessInfo PROCESS = ProcessInfo.of(7, Instant.EPOCH, "process");

    private Optional<Resources> answer = Optional.empty();

    private final ResourceUsage usage = new ResourceUsage(new SnapshotReader() {
        @Override
        public Snapshot latest() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Snapshot refresh() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Snapshot awaitUntil(long deadlineNanos) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Snapshot awaitNext() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Optional<Resources> resources(ProcessInfo process) {
            return answer;
        }

        @Override
        public void close() {
            throw new AssertionError("not ours");
        }
    });

    private JsonNode report() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new JsonObject()
                    .with("resources_usage", usage.of(PROCESS, OptionalDouble.of(0.125)))
                    .write(json);
        }
        usage.forgetOthers();
        return new ObjectMapper().readTree(text.toString()).get("resources_usage");
    }

    @Test
    void diskUsageIsThatOfTheInterval() throws IOException {
        answer = Optional.of(Resources.of(4_096, 8_192, OptionalLong.of(100), OptionalLong.of(50)));
        JsonNode first = report();
        answer = Optional.of(Resources.of(4_096, 8_192, OptionalLong.of(130), OptionalLong.of(50)));
        JsonNode second = report();

        assertThat(first.get("disk_usage_read").isNull()).isTrue();
        assertThat(second.get("disk_usage_read").asText()).isEqualTo("30");
        assertThat(second.get("disk_usage_write").asText()).isEqualTo("0");
        assertThat(second.get("disk_usage_write_unit").asText()).isEqualTo("Bytes");
        assertThat(second.get("cpu_usage").asText()).isEqualTo("12.500");
        assertThat(second.get("cpu_usage_unit").asText()).isEqualTo("%");
        assertThat(second.get("memory_usage").asText()).isEqualTo("4096");
        assertThat(second.get("memory_virtual_usage").asText()).isEqualTo("8192");
    }

    @Test
    void whatMayNotBeKnownIsNull() throws IOException {
        answer = Optional.of(Resources.of(4_096, 8_192, OptionalLong.empty(), OptionalLong.empty()));
        report();

        assertThat(report().get("disk_usage_read").isNull()).isTrue();
    }

    @Test
    void aProcessThatIsGoneHasNone() throws IOException {
        assertThat(report().isNull()).isTrue();
    }
}
