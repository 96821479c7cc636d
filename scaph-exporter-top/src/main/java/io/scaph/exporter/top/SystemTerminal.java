package io.scaph.exporter.top;

import io.scaph.api.internal.text.TerminalText;
import io.scaph.exporter.top.internal.view.DrawingStyle;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jline.nativ.JLineNativeLoader;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/** The terminal that this process runs in. */
final class SystemTerminal implements TerminalSource {
    private static final String REMEDY = "; for plain text: scaph stdout";
    private static final Set<String> WITHOUT_CURSOR = Set.of("", "dumb", "unknown");

    private final UnaryOperator<@Nullable String> environment;

    /**
     * The terminal.
     *
     * @param environment returns the value of an environment variable, or null
     */
    SystemTerminal(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public void require() {
        String type = variable("TERM").orElse("");
        if (WITHOUT_CURSOR.contains(type)) {
            String shown = type.isEmpty() ? "not set" : "'" + TerminalText.harmless(type) + "'";
            throw new IllegalArgumentException(
                    "top needs a terminal that can move the cursor, and TERM is " + shown + REMEDY);
        }
        loadNativeCode();
        JniTerminalProvider provider = new JniTerminalProvider();
        require(provider.isSystemStream(SystemStream.Output), "standard output");
        require(provider.isSystemStream(SystemStream.Input), "standard input");
    }

    private static void require(boolean isTerminal, String stream) {
        if (!isTerminal) {
            throw new IllegalArgumentException("top needs a terminal, and " + stream + " is not one" + REMEDY);
        }
    }

    private static void loadNativeCode() {
        try {
            JLineNativeLoader.initialize();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("top can't control the terminal: " + e.getMessage() + REMEDY, e);
        }
    }

    @Override
    public DrawingStyle style() {
        // NO_COLOR counts if it is not empty: https://no-color.org. The VT series had no colors.
        boolean color =
                variable("NO_COLOR").isEmpty() && !variable("TERM").orElse("").startsWith("vt");
        return new DrawingStyle(isUnicode(), color);
    }

    /** By the first variable that is set, as in setlocale(3). */
    private boolean isUnicode() {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(this::variable)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return locale.contains("utf-8") || locale.contains("utf8");
    }

    /** The value of a variable; empty if it is not set, or set to an empty text. */
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public Terminal open() throws IOException {
        Charset charset = isUnicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        try {
            return Objects.requireNonNull(TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .type(FullScreen.useOwnType())
                    .encoding(charset)
                    .stdinEncoding(charset)
                    .stdoutEncoding(charset)
                    // The other providers start programs such as stty, or need a newer Java.
                    .jni(true)
                    .exec(false)
                    .ffm(false)
                    // Signals stay with the JVM: it ends cleanly by them.
                    .nativeSignals(false)
                    .dumb(false)
                    .graphemeCluster(false)
                    .classLoader(SystemTerminal.class.getClassLoader())
                    .build());
        } catch (IllegalStateException e) {
            throw new IOException("the terminal can't be opened: " + e.getMessage(), e);
        }
    }
}
