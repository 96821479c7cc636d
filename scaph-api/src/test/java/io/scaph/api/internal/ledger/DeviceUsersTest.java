package io.scaph.api.internal.ledger;

import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.ProcessInfo;
import org.junit.jupiter.api.Test;

/** Which processes are charged for the energy of a device. */
class DeviceUsersTest extends LedgerOfTwoGpus {
    @Test
    void whereItsUsersAreUnknownItsEnergyIsUnattributed() {
        pass(one);
        busy(1, 0.5);
        device(GPU).markUnknown();
        post(100);

        assertThat(joules(one)).isZero();
        assertThat(unattributedJoules()).isEqualTo(100);
        assertThat(balance().devices().get(GPU).unattributed().microjoules()).isEqualTo(100 * JOULE);
    }

    @Test
    void unknownUseIsOfOnePass() {
        pass(one);
        device(GPU).markUnknown();
        post(100);
        pass(one);
        busy(1, 1);
        post(100);

        assertThat(joules(one)).isEqualTo(100);
    }

    @Test
    void timeOfAPidWithoutALineIsUnattributed() {
        pass(one);
        busy(77, 0.5);
        busy(-1, 0.25);
        busy(1, 0.25);
        post(100);

        assertThat(unattributedJoules()).isEqualTo(75);
        assertThat(joules(one)).isEqualTo(25);
    }

    @Test
    void whoEndedInThisPassIsCharged() {
        pass(one);
        pass();
        busy(1, 0.5);
        post(100);

        assertThat(joules(one)).isEqualTo(50);
        assertThat(line(one).orElseThrow().isEnded()).isTrue();
    }

    @Test
    void whoEndedBeforeIsNotCharged() {
        pass(one);
        busy(1, 0.5);
        post(100);
        pass();
        post(0);
        pass();
        busy(1, 0.5);
        post(100);

        assertThat(joules(one)).isEqualTo(50);
        assertThat(unattributedJoules()).isEqualTo(50);
    }

    @Test
    void aPidThatWentFromOneToAnotherInThisPassIsOfNeither() {
        ProcessInfo again = process(1, 77, "again");
        pass(one);
        pass(again);
        busy(1, 0.5);
        post(100);

        assertThat(line(again).orElseThrow().energy().microjoules()).isZero();
        assertThat(unattributedJoules()).isEqualTo(50);
    }

    @Test
    void manyProcessesAreDistinguishedByTheirPids() {
        ProcessInfo[] many = new ProcessInfo[500];
        for (int i = 0; i < many.length; i++) {
            many[i] = process(1 + i * 4_194_304L);
        }
        pass(many);
        for (int i = 0; i < many.length; i++) {
            device(GPU).use(1 + i * 4_194_304L, (1 + i) * 1_000L);
        }
        device(GPU).post(500L * 501 / 2 * JOULE, 0);
        publish();

        for (int i = 0; i < many.length; i++) {
            assertThat(joules(many[i])).isEqualTo(1 + i);
        }
    }
}
