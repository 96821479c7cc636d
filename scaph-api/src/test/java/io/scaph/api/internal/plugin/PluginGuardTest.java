package io.scaph.api.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class PluginGuardTest {
    private final PluginGuard guard =
            new PluginGuard(LoggerFactory.getLogger(PluginGuardTest.class), "sensor wattmeter");

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    static Stream<Throwable> whatAPluginMayThrow() {
        return Stream.of(
                new IllegalStateException("on purpose"),
                new IOException("on purpose"),
                new NoClassDefFoundError("on purpose"),
                new ServiceConfigurationError("on purpose"),
                new ExceptionInInitializerError(new IllegalStateException("on purpose")),
                new StackOverflowError("on purpose"),
                new AssertionError("on purpose"),
                new Throwable("on purpose"));
    }

    static Stream<Throwable> whatIsFatal() {
        return Stream.of(new OutOfMemoryError("on purpose"), new InternalError("on purpose"), threadDeath());
    }

    @SuppressWarnings("removal")
    private static Throwable threadDeath() {
        return new ThreadDeath();
    }

    /** Throws any throwable, as code that was not compiled by javac can. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, X extends Throwable> T fail(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void aCallThatGoesWellHasNoFailure() {
        assertThat(guard.run(() -> {})).isNull();
    }

    @ParameterizedTest
    @MethodSource("whatAPluginMayThrow")
    void whatAPluginThrowsIsReportedByItsName(Throwable thrown) {
        assertThat(guard.run(() -> fail(thrown)))
                .startsWith("sensor wattmeter failed: ")
                .contains("on purpose");
        assertThat(guard.ask(() -> fail(thrown), "otherwise")).isEqualTo("otherwise");
        assertThatThrownBy(() -> guard.require(() -> fail(thrown)))
                .isInstanceOf(PluginException.class)
                .hasMessageStartingWith("sensor wattmeter failed: ")
                .hasMessageContaining("on purpose")
                .hasCause(thrown);
        assertThatThrownBy(() -> guard.runInterruptibly(() -> fail(thrown)))
                .isInstanceOf(PluginException.class)
                .hasCause(thrown);
    }

    @ParameterizedTest
    @MethodSource("whatIsFatal")
    void errorsOfTheVirtualMachineGoThrough(Throwable fatal) {
        assertThatThrownBy(() -> guard.run(() -> fail(fatal))).isSameAs(fatal);
        assertThatThrownBy(() -> guard.ask(() -> fail(fatal), "otherwise")).isSameAs(fatal);
        assertThatThrownBy(() -> guard.require(() -> fail(fatal))).isSameAs(fatal);
        assertThatThrownBy(() -> guard.runInterruptibly(() -> fail(fatal))).isSameAs(fatal);
    }

    @Test
    void anExceptionThatThrowsIsReportedByItsClass() {
        class Hostile extends RuntimeException {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("on purpose");
            }
        }

        assertThat(guard.run(() -> {
                    throw new Hostile();
                }))
                .startsWith("sensor wattmeter failed: ")
                .contains("Hostile");
    }

    @Test
    void aResultThatIsNullIsAFailure() {
        assertThat(guard.ask(PluginGuardTest::nothing, "otherwise")).isEqualTo("otherwise");
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void theThreadKeepsItsContextClassLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        guard.run(() -> Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0])));
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);

        guard.ask(
                () -> {
                    Thread.currentThread().setContextClassLoader(null);
                    return "";
                },
                "");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aPluginDoesNotSeeAnEarlierInterruptAndTheThreadKeepsIt() {
        Thread.currentThread().interrupt();

        boolean seen = guard.ask(() -> Thread.currentThread().isInterrupted(), true);

        assertThat(seen).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptThatAPluginThrowsIsKept() {
        assertThat(guard.run(() -> {
                    throw new InterruptedException("on purpose");
                }))
                .isNotNull();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void workThatLastsSeesTheInterruptThatEndsIt() throws Exception {
        boolean[] seen = new boolean[1];
        Thread.currentThread().interrupt();

        guard.runInterruptibly(() -> seen[0] = Thread.currentThread().isInterrupted());

        assertThat(seen[0]).isTrue();
    }
}
