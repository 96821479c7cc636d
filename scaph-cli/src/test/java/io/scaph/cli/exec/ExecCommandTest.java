package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.own.DescendantClock;
import io.scaph.api.internal.own.DescendantProvider;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.cli.command.CommandException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExecCommandTest {
    private static final PluginSetup SETUP = PluginSetup.standard();

    private final Clock clock = new Clock();

    static Stream<Throwable> whatAPluginMayThrow() {
        return Stream.of(
                new IllegalStateException("on purpose"),
                new NoClassDefFoundError("on purpose"),
                new ServiceConfigurationError("on purpose"),
                new StackOverflowError(),
                new AssertionError("on purpose"),
                new Exception("on purpose"));
    }

    private Source good() {
        return new Source("good");
    }

    @ParameterizedTest
    @MethodSource("whatAPluginMayThrow")
    void aSourceThatThrowsInPriorityComesLast(Throwable thrown) throws Exception {
        Source broken = new Source("broken");
        broken.priority = () -> fail(thrown);

        assertThat(ExecCommand.descendants(List.of(broken, good()), SETUP)).isSameAs(clock);
        assertThat(broken.asked).isFalse();
    }

    @ParameterizedTest
    @MethodSource("whatAPluginMayThrow")
    void aSourceThatThrowsInProbeIsPassedOver(Throwable thrown) throws Exception {
        Source broken = new Source("broken");
        broken.priority = () -> 1;
        broken.probe = () -> fail(thrown);

        assertThat(ExecCommand.descendants(List.of(broken, good()), SETUP)).isSameAs(clock);
    }

    @ParameterizedTest
    @MethodSource("whatAPluginMayThrow")
    void aSourceThatThrowsInDescendantsIsPassedOver(Throwable thrown) throws Exception {
        Source broken = new Source("broken");
        broken.priority = () -> 1;
        broken.descendants = () -> fail(thrown);

        assertThat(ExecCommand.descendants(List.of(broken, good()), SETUP)).isSameAs(clock);
    }

    @Test
    void whereNoSourceCanTellTheReasonOfEachIsGiven() {
        Source broken = new Source("broken");
        broken.probe = () -> fail(new NoClassDefFoundError("com/example/Missing"));

        assertThatThrownBy(() -> ExecCommand.descendants(List.of(broken), SETUP))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("broken")
                .hasMessageContaining("com/example/Missing");
    }

    /** Throws any throwable, as code that was not compiled by javac can. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, X extends Throwable> T fail(Throwable thrown) throws X {
        throw (X) thrown;
    }

    private static final class Clock implements DescendantClock {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public int running() {
            return 0;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class Source implements DescendantProvider {
        private final String name;
        private Supplier<Integer> priority = () -> 0;
        private Supplier<Availability> probe = () -> Availability.available("it is there");
        private Supplier<Optional<DescendantClock>> descendants = () -> Optional.of(clock);
        private boolean asked;

        Source(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority.get();
        }

        @Override
        public Availability probe(PluginSetup setup) {
            asked = true;
            return probe.get();
        }

        @Override
        public WorkloadSource open(PluginSetup setup) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<DescendantClock> descendants(PluginSetup setup) {
            return descendants.get();
        }
    }
}
