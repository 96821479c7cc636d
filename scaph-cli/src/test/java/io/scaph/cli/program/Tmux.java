package io.scaph.cli.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A terminal without a window, of the program tmux, in which a shell script runs. */
public final class Tmux implements AutoCloseable {
    private static final int LONGEST_SECONDS = 60;

    private final Path directory;

    private Tmux(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts a script in a new terminal.
     *
     * @param directory where tmux keeps its socket; one terminal in each
     * @param script what a shell runs; the terminal ends with it
     */
    public static Tmux start(Path directory, int columns, int rows, String script) throws Exception {
        Server.requireProgram("tmux");
        Tmux tmux = new Tmux(directory);
        tmux.run("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows), script);
        return tmux;
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", "scaph", "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "TMUX_TMPDIR", directory.toString(), "JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C.UTF-8");
        return Tool.result(command, environment).orFail();
    }

    /** Presses keys, by the names of tmux. */
    public Tmux press(String... keys) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(keys));
        run(arguments.toArray(String[]::new));
        return this;
    }

    public Tmux resize(int columns, int rows) throws IOException, InterruptedException {
        run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
        return this;
    }

    /** The text on the screen now. */
    public String screen() throws IOException, InterruptedException {
        return run("capture-pane", "-p");
    }

    /** Waits until the screen matches a regular expression in one of its lines, and returns the screen. */
    public String await(String expression) throws Exception {
        String[] last = {""};
        try {
            Tool.await(expression, LONGEST_SECONDS, () -> {
                last[0] = screen();
                return last[0].lines().anyMatch(line -> line.matches(".*(" + expression + ").*"));
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ":\n" + last[0], e);
        }
        return last[0];
    }

    /** Whether the terminal shows its usual screen with a cursor, as at its start. */
    public boolean isAsAtItsStart() throws IOException, InterruptedException {
        return run("display-message", "-p", "#{alternate_on} #{cursor_flag}")
                .strip()
                .equals("0 1");
    }

    @Override
    public void close() throws IOException {
        try {
            run("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
