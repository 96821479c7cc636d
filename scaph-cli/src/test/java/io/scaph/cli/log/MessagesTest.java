package io.scaph.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class MessagesTest {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final Messages journal = new Messages(stream, true);
    private final Messages terminal = new Messages(stream, false);

    private String written() {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachLineForTheJournalBeginsWithItsPriority() {
        journal.error().println("an error");
        journal.warning().println("a warning");
        journal.info().printf("%d lines%nof news%n%n", 2);
        journal.at(Level.DEBUG).println("détail");

        assertThat(written()).isEqualTo("<3>an error\n<4>a warning\n<6>2 lines\n<6>of news\n<7>détail\n");
    }

    @Test
    void linesOfSeveralWritersDoNotMix() {
        journal.info().print("a begin ");
        journal.warning().println("a warning");
        journal.info().println("and an end");

        assertThat(written()).isEqualTo("<4>a warning\n<6>a begin and an end\n");
    }

    @Test
    void aLineWithoutEndIsWrittenByAFlush() {
        journal.info().print("no end");
        journal.info().flush();

        assertThat(written()).isEqualTo("<6>no end\n");
    }

    @Test
    void messagesThatAreHeldBackAreWrittenLater() {
        terminal.info().println("before");
        terminal.hold();
        terminal.warning().println("a warning");
        terminal.errorStream().println("a trace");
        assertThat(written()).isEqualTo("before\n");

        terminal.release();
        terminal.info().println("after");

        assertThat(written()).isEqualTo("before\na warning\na trace\nafter\n");
    }

    @Test
    void whatIsHeldBackIsBoundedAndTheRestIsCounted() {
        terminal.hold();
        String line = "x".repeat(1_023) + "\n";
        for (int i = 0; i < 70; i++) {
            terminal.info().print(line);
        }
        terminal.info().flush();
        terminal.release();

        assertThat(written())
                .startsWith(line)
                .endsWith("bytes of further messages were dropped while the screen was shown\n");
        assertThat(stream.size()).isBetween(32 * 1_024, 66 * 1_024);
    }

    @Test
    void aTerminalGetsPlainText() {
        terminal.error().println("an error");
        terminal.info().print("news\n\n");
        terminal.info().flush();

        assertThat(written()).isEqualTo("an error\nnews\n\n");
    }

    @Test
    void tracesOfOtherCodeAreErrors() {
        PrintStream errors = journal.errorStream();
        errors.println("java.lang.Error: x");
        errors.println("\tat y");

        assertThat(written()).isEqualTo("<3>java.lang.Error: x\n<3>\tat y\n");
    }

    @Test
    void theJournalIsTheFileThatTheVariableNames(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path other = Files.createFile(directory.resolve("other"));
        String name = Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");

        assertThat(Messages.isJournal(name, file)).isTrue();
        assertThat(Messages.isJournal(name, link)).isTrue();
        assertThat(Messages.isJournal(name, other)).isFalse();
        assertThat(Messages.isJournal(name, directory.resolve("none"))).isFalse();
        assertThat(Messages.isJournal("nonsense", file)).isFalse();
        assertThat(Messages.isJournal("", file)).isFalse();
        assertThat(Messages.isJournal(null, file)).isFalse();
    }
}
