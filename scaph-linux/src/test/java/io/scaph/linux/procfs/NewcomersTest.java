package io.scaph.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether there is somebody new, by the last pid and the number of forks. */
class NewcomersTest {
    private static final int COUNT = 200;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final SimulatedKernel kernel = new SimulatedKernel(files.getPath("/proc"), true);
    private final Newcomers newcomers = new Newcomers(kernel);
    private final Set<Integer> known = new HashSet<>();

    private boolean possible(int lastPid, long forks) {
        return newcomers.possible(lastPid, forks, known::contains, COUNT);
    }

    @BeforeEach
    void settle() {
        known.add(1);
        assertThat(possible(1_000, 10)).isTrue();
        assertThat(possible(1_000, 10)).isTrue();
        assertThat(possible(1_000, 10)).isFalse();
    }

    private void exists(int pid) {
        kernel.first.fork(pid);
    }

    @Test
    void whereNobodyWasForkedNothingIsTried() {
        int tried = kernel.clockReads;

        assertThat(possible(1_000, 10)).isFalse();

        assertThat(kernel.clockReads).isEqualTo(tried);
    }

    @Test
    void threadsAndThoseThatAreOverAreNobody() {
        assertThat(possible(1_007, 17)).isFalse();
    }

    @Test
    void whoIsThereIsFound() {
        exists(1_005);

        assertThat(possible(1_007, 17)).isTrue();
    }

    @Test
    void whoCouldNotBeFoundYetIsFoundInTheNextPass() {
        assertThat(possible(1_007, 16)).isFalse();
        exists(1_006);

        assertThat(possible(1_007, 17)).isTrue();
    }

    @Test
    void whoWasMetIsNotNew() {
        exists(1_005);
        possible(1_007, 17);
        known.add(1_005);

        assertThat(possible(1_007, 17)).isFalse();
    }

    @Test
    void aKnownPidThatWasGivenOutAnewIsSomebodyElse() {
        known.add(1_005);
        exists(1_005);

        assertThat(possible(1_007, 17)).isTrue();
    }

    @Test
    void pidsThatBeganAgainAreListed() {
        assertThat(possible(310, 20)).isTrue();
        assertThat(possible(310, 20)).isTrue();
        assertThat(possible(310, 20)).isFalse();
    }

    @Test
    void forksThatThePidsDoNotExplainAreListed() {
        assertThat(possible(1_001, 12)).isTrue();
    }

    @Test
    void whereTryingCostsMoreThanListingItIsListed() {
        assertThat(possible(1_000 + COUNT, 10 + COUNT)).isTrue();
    }

    @Test
    void withoutALastPidEveryForkIsListed() {
        Newcomers blind = new Newcomers(kernel);

        assertThat(blind.possible(-1, 10, known::contains, COUNT)).isTrue();
        assertThat(blind.possible(-1, 10, known::contains, COUNT)).isFalse();
        assertThat(blind.possible(-1, 11, known::contains, COUNT)).isTrue();
        assertThat(blind.possible(-1, -1, known::contains, COUNT)).isTrue();
    }

    @Test
    void theLastPidIsTheLastNumberOfLoadavg() {
        assertThat(parse("0.00 0.01 0.05 1/90 27135\n")).isEqualTo(27_135);
        assertThat(parse("0.00 0.01 0.05 1/90\n")).isNegative();
        assertThat(parse("")).isNegative();
        assertThat(parse("7")).isNegative();
        assertThat(parse("0 1 2 3 99999999999999")).isNegative();
    }

    private static int parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return LastPid.parse(ByteBuffer.wrap(bytes), bytes.length);
    }

    @Test
    void anotherPidNamespaceTellsNoLastPid() throws Exception {
        assertThat(lastPid("pid:[4026531836]")).isEqualTo(42);
        assertThat(lastPid("pid:[4026532211]")).isNegative();
    }

    private int lastPid(String namespace) throws Exception {
        var procfs = files.getPath("/" + namespace.hashCode());
        Files.createDirectories(procfs.resolve("self/ns"));
        Files.createSymbolicLink(procfs.resolve("self/ns/pid"), files.getPath(namespace));
        Files.writeString(procfs.resolve("loadavg"), "0.00 0.01 0.05 1/90 42\n");
        try (LastPid last = new LastPid(procfs)) {
            return last.read();
        }
    }
}
