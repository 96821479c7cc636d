package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.process.SimulatedKernel.Task;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** No CPU time of processes that end is lost, and none is reported twice: their parents are charged for it. */
class ShortLivedTest extends KernelWithEnds {
    ShortLivedTest(boolean clocks) throws IOException {
        super(clocks);
    }

    @Test
    void childrenThatEndUnseenAreChargedToTheirParent() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        for (int i = 0; i < 200; i++) {
            shell.work(MILLI).fork().work(23 * MILLI).end();
            kernel.zombies().forEach(Task::reap);
            if (i % 50 == 49) {
                pass();
            }
        }

        assertAbout(reported.of(shell.pid).childNanos, 200 * 23 * MILLI);
        assertAbout(reported.of(shell.pid).ownNanos, 200 * MILLI);
        assertThat(reported.totalNanos).isLessThanOrEqualTo(kernel.workedNanos);
    }

    @Test
    void aChildThatWasSeenIsNotChargedToItsParent() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task child = shell.work(MILLI).fork();
        for (int i = 0; i < 3; i++) {
            child.work(SECOND);
            pass();
        }
        child.work(77 * MILLI).end();
        child.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 77 * MILLI);
        assertComplete();
    }

    @Test
    void aZombieKeepsItsLineAndIsNotChargedTwice() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task child = shell.work(MILLI).fork().work(SECOND);
        child.end();
        pass();
        pass();
        assertAbout(reported.of(child.pid).ownNanos, SECOND);
        child.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 0);
        assertThat(reported.totalNanos).isLessThanOrEqualTo(kernel.workedNanos);
    }

    @Test
    void grandchildrenThatWereReportedAreNotReportedAgainWithTheirParent() throws IOException {
        Task shell = kernel.first.fork();
        Task make = shell.fork();
        pass();
        Task compiler = make.work(MILLI).fork().work(SECOND);
        Task unseen = make.fork().work(500 * MILLI);
        unseen.end();
        unseen.reap();
        pass();
        compiler.end();
        compiler.reap();
        make.work(MILLI);
        pass();
        assertAbout(reported.of(make.pid).childNanos, 500 * MILLI);
        make.end();
        make.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 0);
        assertComplete();
    }

    @Test
    void aFamilyThatEndsBetweenTwoPassesIsNotReportedAgain() throws IOException {
        Task shell = kernel.first.fork();
        Task make = shell.fork();
        pass();
        Task compiler = make.work(MILLI).fork().work(SECOND);
        pass();
        compiler.end();
        compiler.reap();
        make.work(30 * MILLI).end();
        make.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 30 * MILLI);
        assertComplete();
    }

    @Test
    void anOrphanIsReapedByTheFirstProcess() throws IOException {
        Task shell = kernel.first.fork();
        Task worker = shell.fork();
        pass();
        worker.work(SECOND);
        pass();
        shell.end();
        shell.reap();
        kernel.first.work(MILLI);
        worker.work(SECOND);
        pass();
        worker.work(50 * MILLI).end();
        worker.reap();
        kernel.first.work(MILLI);
        pass();

        assertAbout(reported.of(kernel.first.pid).childNanos, 50 * MILLI);
        assertComplete();
    }

    @Test
    void anOrphanThatEndsWithItsParentIsFoundAtTheSubreaper() throws IOException {
        Task manager = kernel.first.fork();
        manager.subreaper = true;
        Task shell = manager.fork();
        Task worker = shell.fork();
        pass();
        worker.work(SECOND);
        pass();
        shell.end();
        shell.reap();
        worker.work(50 * MILLI).end();
        worker.reap();
        manager.work(MILLI);
        pass();

        assertAbout(reported.of(manager.pid).childNanos, 50 * MILLI);
        assertComplete();
    }

    @Test
    void aDaemonThatForkedTwiceIsChargedToNoOtherProcess() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task middle = shell.work(MILLI).fork().work(5 * MILLI);
        Task daemon = middle.fork();
        middle.end();
        middle.reap();
        pass();
        for (int i = 0; i < 3; i++) {
            daemon.work(SECOND);
            pass();
        }
        daemon.end();
        daemon.reap();
        kernel.first.work(MILLI);
        pass();

        assertAbout(reported.of(kernel.first.pid).childNanos, 0);
        assertAbout(reported.of(shell.pid).childNanos, 5 * MILLI);
        assertComplete();
    }

    @Test
    void execChangesNothingAboutTime() throws IOException {
        Task shell = kernel.first.fork();
        pass();
        Task child = shell.work(MILLI).fork().work(40 * MILLI);
        pass();
        child.exec("compiler").work(60 * MILLI);
        pass();
        assertThat(reported.of(child.pid).process.name()).isEqualTo("compiler");
        assertAbout(reported.of(child.pid).ownNanos, 100 * MILLI);
        child.end();
        child.reap();
        shell.work(MILLI);
        pass();

        assertAbout(reported.of(shell.pid).childNanos, 0);
    }

    @Test
    void aDebtThatIsNeverFoundDoesNotHideTheTimeOfOthers() throws IOException {
        Task server = kernel.first.fork();
        server.ignoresChildren = true;
        Task worker = server.fork();
        pass();
        worker.work(5 * SECOND);
        pass();
        worker.end();
        server.work(MILLI);
        pass();
        pass();
        server.ignoresChildren = false;
        Task unseen = server.fork().work(SECOND);
        unseen.end();
        unseen.reap();
        server.work(MILLI);
        pass();

        assertAbout(reported.of(server.pid).childNanos, SECOND);
    }

    @Test
    void aProcessThatIsReapedDuringAPassIsNotReportedTwice() throws IOException {
        Task shell = kernel.first.fork();
        Task early = shell.fork(5);
        Task late = shell.fork(9);
        pass();
        early.work(SECOND);
        late.work(SECOND);
        pass();
        early.work(SECOND);
        late.work(SECOND);
        // Both were listed and their clocks read. Then the shell waits for them, and only after that its stat is read.
        shell.work(MILLI);
        Task other = kernel.first.fork(11);
        int reads = kernel.clockReads;
        kernel.meanwhile = () -> {
            boolean clocksRead = clocks ? kernel.clockReads == reads + 5 : kernel.statReads > 0;
            if (clocksRead && early.isAlive()) {
                early.end();
                early.reap();
                late.end();
                late.reap();
                shell.work(MILLI);
            }
        };
        kernel.statReads = 0;
        pass();
        kernel.meanwhile = () -> {};
        pass();

        assertThat(other.isAlive()).isTrue();
        assertAbout(reported.of(shell.pid).childNanos, 2 * SECOND);
        assertComplete();
    }
}
