package io.scaph.prometheus.internal.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.scaph.prometheus.internal.exposition.Sink.MetricType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TextSinkTest {
    private static String text(Format format, Filling filling) {
        TextSink sink = new TextSink(format, 16);
        filling.fill(sink);
        return new String(sink.finish(), StandardCharsets.UTF_8);
    }

    private interface Filling {
        void fill(Sink sink);
    }

    @Test
    void aValueHasItsDigitsAndNoOthers() {
        String text = text(Format.TEXT, sink -> {
            sink.family("x", MetricType.GAUGE, "h");
            sink.point(LabelSet.NONE, 0, 6);
            sink.point(LabelSet.NONE, 1, 6);
            sink.point(LabelSet.NONE, 1_500_000, 6);
            sink.point(LabelSet.NONE, 12_000_000, 6);
            sink.point(LabelSet.NONE, Long.MAX_VALUE, 0);
            sink.point(LabelSet.NONE, -25, 1);
        });

        assertThat(text).isEqualTo("""
                # HELP x h
                # TYPE x gauge
                x 0
                x 0.000001
                x 1.5
                x 12
                x 9223372036854775807
                x -2.5
                """);
    }

    @Test
    void aFamilyWithoutPointsIsNotThere() {
        assertThat(text(Format.TEXT, sink -> sink.family("x", MetricType.GAUGE, "h")))
                .isEmpty();
        assertThat(text(Format.OPEN_METRICS, sink -> sink.family("x", MetricType.GAUGE, "h")))
                .isEqualTo("# EOF\n");
    }

    @Test
    void foreignTextStaysInItsQuotes() {
        Map<String, String> foreign = new LinkedHashMap<>();
        foreign.put("com.docker/x", "1");
        foreign.put("__name__", "evil");
        foreign.put("9lives", "cat");
        foreign.put("__", "nothing is left of its name");
        LabelSet labels = LabelSet.NONE
                .with("a", "\"back\\slash\nnew\"")
                .withForeign(foreign, Map.of())
                .with("empty", "")
                .with("a", "twice");

        assertThat(labels.toString())
                .isEqualTo("{a=\"\\\"back\\\\slash\\nnew\\\"\",com_docker_x=\"1\",name__=\"evil\",_9lives=\"cat\"}");
    }

    @Test
    void aCounterWithoutTheSuffixKeepsItsNameAndHasNoTypeInOpenMetrics() {
        Filling filling = sink -> {
            sink.family("scaph_host_energy_microjoules", MetricType.COUNTER, "h");
            sink.point(LabelSet.NONE, 7, 0);
        };

        assertThat(text(Format.TEXT, filling)).contains("# TYPE scaph_host_energy_microjoules counter\n");
        assertThat(text(Format.OPEN_METRICS, filling)).isEqualTo("""
                        # TYPE scaph_host_energy_microjoules unknown
                        # HELP scaph_host_energy_microjoules h
                        scaph_host_energy_microjoules 7
                        # EOF
                        """);
    }

    /** Except the order of families and the form of numbers. */
    @Test
    void theOfficialClientWritesTheSame() throws IOException {
        Filling filling = sink -> {
            sink.family("a_joules_total", MetricType.COUNTER, "with \"quotes\", a \\ and\na line");
            sink.point(LabelSet.NONE.with("id", "package-0"), 2_500_000, 6);
            sink.point(LabelSet.NONE.with("id", "dråm \"0\""), 5, 1);
            sink.family("b_watts", MetricType.GAUGE, "h");
            sink.point(LabelSet.NONE, 15, 1);
            sink.family("c_unit", MetricType.COUNTER, "h");
            sink.point(LabelSet.NONE.with("b", "x"), 15, 1);
        };
        ClientSink client = new ClientSink();
        filling.fill(client);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(out, client.finish());

        assertThat(lines(text(Format.OPEN_METRICS, filling))).isEqualTo(lines(out.toString(StandardCharsets.UTF_8)));

        ClientSink again = new ClientSink();
        filling.fill(again);
        out.reset();
        PrometheusTextFormatWriter.create().write(out, again.finish());
        assertThat(lines(text(Format.TEXT, filling).replace("c_unit counter", "c_unit untyped")))
                .isEqualTo(lines(out.toString(StandardCharsets.UTF_8)));
    }

    private static Set<String> lines(String text) {
        return new TreeSet<>(List.of(text.split("\n", -1)));
    }
}
