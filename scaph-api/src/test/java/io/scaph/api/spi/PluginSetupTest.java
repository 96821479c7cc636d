package io.scaph.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.testing.Domains;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.WorkloadDetail;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is given to plugins, and what they return of themselves. */
class PluginSetupTest {
    private final HostRoots roots = HostRoots.of(Path.of("host", "proc"), Path.of("host", "sys"));

    @Test
    void theStandardSetupIsThisMachine() {
        PluginSetup setup = PluginSetup.standard();

        assertThat(setup.roots()).isSameAs(HostRoots.STANDARD);
        assertThat(setup.options()).isEqualTo(Options.NONE);
        assertThat(setup.clock()).isSameAs(NanoClock.SYSTEM);
        assertThat(setup.details()).isEmpty();
        assertThat(setup).isEqualTo(PluginSetup.standard());
    }

    @Test
    void everyChangeIsACopyThatKeepsTheRest() throws Exception {
        VirtualClock clock = new VirtualClock();
        OutputStream output = new ByteArrayOutputStream();
        Option<String> option = Option.text("url", "URL", "where it is");
        Options options = Options.NONE.with(option, "there");
        List<UnaryOperator<PluginSetup>> changes = List.of(
                setup -> setup.withRoots(roots),
                setup -> setup.withOptions(options),
                setup -> setup.withClock(clock),
                setup -> setup.withDetails(Set.of(WorkloadDetail.USER)),
                setup -> setup.withOutput(output));
        PluginSetup changed = PluginSetup.standard();
        for (UnaryOperator<PluginSetup> change : changes) {
            PluginSetup before = changed;
            changed = change.apply(before);
            assertThat(changed).isNotEqualTo(before).isEqualTo(change.apply(before));
        }

        assertThat(changed.roots()).isEqualTo(roots);
        assertThat(changed.options()).isEqualTo(options);
        assertThat(changed.clock()).isSameAs(clock);
        assertThat(changed.details()).containsExactly(WorkloadDetail.USER);
        assertThat(changed.output()).isSameAs(output);
        theStandardSetupIsThisMachine();
    }

    @Test
    void theStandardOutputDiscardsAndStaysOpen() throws Exception {
        OutputStream output = PluginSetup.standard().output();

        output.write(1);
        output.flush();

        assertThat(PluginSetup.standard().output()).isSameAs(output);
    }

    @Test
    void theDetailsAreACopyThatCantBeChanged() {
        Set<WorkloadDetail> given = EnumSet.of(WorkloadDetail.USER);
        PluginSetup setup = PluginSetup.standard().withDetails(given);

        given.add(WorkloadDetail.JVM);

        assertThat(setup.details()).containsExactly(WorkloadDetail.USER);
        assertThatThrownBy(() -> setup.details().add(WorkloadDetail.JVM))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedWhereItIsGiven() {
        PluginSetup setup = PluginSetup.standard();

        assertThatThrownBy(() -> setup.withRoots(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> setup.withOptions(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> setup.withClock(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> setup.withDetails(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> setup.withOutput(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> HostRoots.of(null, Path.of("sys"))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> HostRoots.of(Path.of("proc"), null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Availability.available(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Availability.unavailable("missing", null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void rootsOfTheSamePlacesAreEqual() {
        assertThat(roots)
                .isEqualTo(HostRoots.of(Path.of("host", "proc"), Path.of("host", "sys")))
                .isNotEqualTo(HostRoots.of(Path.of("host", "sys"), Path.of("host", "proc")))
                .isNotEqualTo(HostRoots.STANDARD);
        assertThat(HostRoots.STANDARD.procfs()).isEqualTo(Path.of("/proc"));
        assertThat(HostRoots.STANDARD.sysfs()).isEqualTo(Path.of("/sys"));
    }

    @Test
    void whatIsAvailableNeedsNoRemedy() {
        Availability available = Availability.available("4 counters");

        assertThat(available.isAvailable()).isTrue();
        assertThat(available.reason()).isEqualTo("4 counters");
        assertThat(available.remedy()).isEmpty();
        assertThat(available.topology()).isEmpty();
    }

    @Test
    void whatIsUnavailableSaysWhyAndWhatToDo() {
        Availability unavailable = Availability.unavailable("no counter can be read", "sudo chmod a+r energy_uj");

        assertThat(unavailable.isAvailable()).isFalse();
        assertThat(unavailable.reason()).isEqualTo("no counter can be read");
        assertThat(unavailable.remedy()).isEqualTo("sudo chmod a+r energy_uj");
        assertThat(unavailable).isNotEqualTo(Availability.unavailable("no counter can be read", ""));
    }

    @Test
    void aTopologyIsAddedInACopy() {
        Topology topology = Topology.of(List.of(Domains.pkg(0)), List.of(Domains.pkg(0)));
        Availability without = Availability.unavailable("unreadable", "sudo");

        Availability with = without.withTopology(topology);

        assertThat(with.topology()).contains(topology);
        assertThat(with.reason()).isEqualTo("unreadable");
        assertThat(with.remedy()).isEqualTo("sudo");
        assertThat(with.isAvailable()).isFalse();
        assertThat(without.topology()).isEmpty();
        assertThat(with.withTopology(null)).isEqualTo(without);
    }
}
