package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.cli.command.Stop;
import io.scaph.cli.log.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CommandLineRunTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final CommandLineRun run =
            new CommandLineRun(OutputStream.nullOutputStream(), new Messages(errors, false), new Stop(), code -> {});

    private int failed(Exception thrown) {
        PluginGuard guard = new PluginGuard(LoggerFactory.getLogger("test"), "exporter broken");
        PluginException failure = catchThrowableOfType(
                PluginException.class,
                () -> guard.runInterruptibly(() -> {
                    throw thrown;
                }));
        return run.failed(failure);
    }

    @Test
    void aFailureOfAnExporterToWriteIsOneOfTheCommandLine() {
        assertThat(failed(new IOException("no space left"))).isEqualTo(1);
        assertThat(failed(new UncheckedIOException(new IOException("no space left"))))
                .isEqualTo(1);

        assertThat(errors.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("scaph: no space left", "scaph: no space left");
    }

    @Test
    void anExporterWithoutAReaderIsDone() {
        assertThat(failed(new IOException("Broken pipe"))).isZero();
        assertThat(errors.size()).isZero();
    }

    @Test
    void anyOtherFailureNamesTheExporterAndItsAuthor() {
        assertThat(failed(new IllegalStateException("on purpose"))).isEqualTo(1);

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("exporter broken failed: on purpose", "report this to the author of the plugin");
    }

    @Test
    void badUsageEndsWithTwoReasonAndRemedy() {
        assertThat(run.run("stdout", "--unheard-of")).isEqualTo(2);

        assertThat(errors.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("scaph: unknown option or argument '--unheard-of'", "  see: scaph stdout --help");
    }
}
