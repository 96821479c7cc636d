package io.scaph.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The five tasks on a simulated machine of 20 W and 4 CPUs, in virtual time. */
@Timeout(60)
class FiveTasksTest {
    private static final Domain CPU = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");
    private static final int MOST_STATEMENTS = 6;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = new SimulatedMachine(clock, 4, Topology.of(List.of(CPU), List.of(CPU)))
            .watts("package-0", 20)
            .run(1, "this", 1)
            .self(1)
            .run(2, "database", 2)
            .contain(2, Container.of("0123456789ab", "docker", null).named("db", Map.of()));
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void oneSecond() {
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void aBlockOfCodeIsMeasured() throws Exception {
        FiveTasks.block(machine.monitorBuilder(), this::oneSecond, out);

        assertThat(lines()).singleElement().asString().startsWith("5.00 J").endsWith(", 1.00 s, measured");
    }

    @Test
    void aRequestIsReportedByItsName() throws Exception {
        FiveTasks.request(machine.monitorBuilder(), this::oneSecond, out);

        assertThat(lines()).singleElement().asString().startsWith("checkout: 5.00 J");
    }

    @Test
    void processesAreSortedByPower() throws Exception {
        FiveTasks.processes(machine.monitorBuilder(), out);

        assertThat(lines()).containsExactly("database: 20.0 J, 10.00 W", "this: 10.0 J, 5.00 W");
    }

    @Test
    void containersShowTheEnergyOf10Seconds() throws Exception {
        FiveTasks.containers(machine.monitorBuilder(), out);

        assertThat(lines()).containsExactly("db: 100 J, 10.00 W");
    }

    @Test
    void aSupplierOfWattsIsASensor() throws Exception {
        MonitorBuilder builder = Monitor.builder().clock(clock).manualTicks();

        FiveTasks.sensor(builder, () -> 80, this::oneSecond, out);

        assertThat(lines()).singleElement().asString().startsWith("80.0 J");
    }

    @Test
    void aTaskHasAtMostSixStatements() throws Exception {
        Map<String, Integer> statements = statements(Path.of("src/main/java/io/scaph/examples/FiveTasks.java"));

        assertThat(List.of("block", "request", "processes", "containers", "sensor"))
                .allSatisfy(task -> assertThat(statements.get(task)).isBetween(1, MOST_STATEMENTS));
    }

    /** Counts statements by method, at all depths; a resource of {@code try} and a lambda's expression count as statements too. */
    private static Map<String, Integer> statements(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Integer> counts = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            new TreeScanner<@Nullable Void, String>() {
                @Override
                public @Nullable Void visitMethod(MethodTree method, String outside) {
                    return scan(method.getBody(), method.getName().toString());
                }

                @Override
                public @Nullable Void scan(Tree tree, String method) {
                    if (tree instanceof StatementTree && !(tree instanceof BlockTree)) {
                        counts.merge(method, 1, Integer::sum);
                    }
                    return super.scan(tree, method);
                }

                @Override
                public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, String method) {
                    if (lambda.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION) {
                        counts.merge(method, 1, Integer::sum);
                    }
                    return super.visitLambdaExpression(lambda, method);
                }
            }.scan(task.parse(), "");
        }
        return counts;
    }
}
