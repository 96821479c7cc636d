package io.scaph.exporter.prometheus.internal.page;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.exporter.prometheus.internal.http.Response;
import io.scaph.prometheus.internal.view.PublishedLine;
import io.scaph.prometheus.internal.view.PublishedLines;
import io.scaph.prometheus.internal.view.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The page for people: three files that refer to nothing outside, and what they show. Safe for use by several threads. */
final class Page {
    private static final int MOST_CONSUMERS = 15;
    private static final double MICRO = 1e6;
    private static final double NANOS = 1e9;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Response> files;
    private final Instant start;
    private final String version;

    Page(String metricsPath, String version) {
        String html = new String(resource("page.html"), StandardCharsets.UTF_8)
                .replace("href=\"metrics\"", "href=\"" + metricsPath.substring(1) + "\"");
        files = Map.of(
                "/", file("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)),
                "/page.css", file("text/css; charset=utf-8", resource("page.css")),
                "/page.js", file("text/javascript; charset=utf-8", resource("page.js")));
        start = Instant.now();
        this.version = version;
    }

    private static Response file(String type, byte[] content) {
        return Response.of(type, content)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read from the jar", e);
        }
    }

    /** A file of the page; empty if the path is not one. */
    Optional<Response> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** What the page shows, as JSON. */
    Response data(View view, List<PowerHistory.Point> history, long now) {
        Snapshot snapshot = view.now();
        Json json = new Json().open('{');
        json.key("version").value(version);
        json.key("startTime").value(start.toEpochMilli());
        json.key("sensor").value(snapshot.sensorNames());
        json.key("quality").value(snapshot.quality().name().toLowerCase(Locale.ROOT));
        json.key("policy").value(snapshot.policy().label());
        json.key("tickAgeSeconds").value((now - snapshot.nanoTime()) / NANOS);
        json.key("host").open('{');
        use(json, snapshot.host().energy().microjoules(), view.interval().host().power());
        Usage host = view.interval().host();
        host.lowPower().ifPresent(watts -> json.key("lowWatts").value(watts));
        host.highPower().ifPresent(watts -> json.key("highWatts").value(watts));
        json.key("remark").value(snapshot.rootRemark().orElse(""));
        json.close('}');
        history(json, history, snapshot.nanoTime());
        domains(json, view);
        consumers(json, view);
        part(json, "idle", snapshot.idle().microjoules(), view.interval().idle());
        part(
                json,
                "unattributed",
                snapshot.unattributed().microjoules(),
                view.interval().unattributed());
        return Response.of("application/json", json.close('}').bytes()).with("Content-Security-Policy", POLICY);
    }

    private static void use(Json json, long microjoules, OptionalDouble watts) {
        json.key("joules").value(microjoules / MICRO);
        json.key("watts").value(watts);
    }

    private static void part(Json json, String name, long microjoules, Usage usage) {
        json.key(name).open('{');
        use(json, microjoules, usage.power());
        json.close('}');
    }

    private static void history(Json json, List<PowerHistory.Point> history, long now) {
        json.key("history").open('[');
        for (PowerHistory.Point point : history) {
            json.open('[')
                    .value((now - point.nanoTime()) / NANOS)
                    .value(point.watts())
                    .close(']');
        }
        json.close(']');
    }

    private static void domains(Json json, View view) {
        json.key("domains").open('[');
        for (DomainEnergy domain : view.now().domains()) {
            Corrections corrections = domain.corrections();
            json.open('{');
            json.key("id").value(domain.domain().id());
            use(
                    json,
                    domain.energy().microjoules(),
                    view.interval().domain(domain.domain()).power());
            json.key("counted").value(view.now().root().contains(domain.domain()));
            json.key("gap").value(domain.gap().orElse(""));
            json.key("losses").value(corrections.losses());
            json.key("corrections").value(corrections.wraps() + corrections.recoveries() + corrections.doubtfulReads());
            json.close('}');
        }
        json.close(']');
    }

    private static void consumers(Json json, View view) {
        PublishedLines<ProcessInfo> processes = view.processes();
        List<PublishedLine<ProcessInfo>> busiest = processes.lines().stream()
                .sorted(Comparator.comparingLong((PublishedLine<ProcessInfo> line) -> -line.last().microjoules())
                        .thenComparing(line -> -line.total().microjoules()))
                .limit(MOST_CONSUMERS)
                .toList();
        long energy = view.now().host().energy().microjoules()
                - view.now().idle().microjoules()
                - view.now().unattributed().microjoules();
        long last = processes.lastOther().microjoules()
                + processes.lines().stream().mapToLong(line -> line.last().microjoules()).sum();
        json.key("consumers").open('[');
        for (PublishedLine<ProcessInfo> line : busiest) {
            energy -= line.total().microjoules();
            last -= line.last().microjoules();
            json.open('{');
            json.key("pid").value(line.subject().pid());
            json.key("name").value(line.subject().name());
            json.key("path").value(line.subject().executable().orElse(""));
            use(json, line.total().microjoules(), watts(view, line.last().microjoules()));
            json.close('}');
        }
        json.close(']');
        json.key("other").open('{');
        use(json, energy, watts(view, last));
        json.close('}');
    }

    private static OptionalDouble watts(View view, long lastMicrojoules) {
        return view.interval().part("", new Energy(lastMicrojoules)).power();
    }
}
