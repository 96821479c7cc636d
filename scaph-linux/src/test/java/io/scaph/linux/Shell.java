package io.scaph.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bash that runs commands line by line, and measures what it used. */
public final class Shell implements AutoCloseable {
    /** About 20 ms of a CPU. */
    public static final String WORK = "for ((i = 0; i < 9000; i++)); do :; done";

    private static final Pattern TIME =
            Pattern.compile("([0-9]+)m([0-9]+)\\.([0-9]{3})s ([0-9]+)m([0-9]+)\\.([0-9]{3})s");

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    public Shell() throws IOException {
        process = new ProcessBuilder("bash", "--norc", "--noprofile")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public long pid() {
        return process.pid();
    }

    /** Starts a command. */
    public Shell begin(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
        return this;
    }

    /** The next line that it wrote. */
    public String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the shell has ended");
        }
        return line;
    }

    /** Whether it wrote something that has not been read yet. */
    public boolean wrote() throws IOException {
        return output.ready();
    }

    /** Runs a command to its end. */
    public Shell run(String command) throws IOException {
        begin(command + "\necho done");
        while (!line().equals("done")) {
            // What the command wrote.
        }
        return this;
    }

    /** Runs a command that writes one line. */
    public String answer(String command) throws IOException {
        return begin(command).line();
    }

    /** The CPU time of the shell itself, by getrusage(2), in ns. */
    public long ownNanos() throws IOException {
        begin("times");
        long nanos = nanos(line());
        line();
        return nanos;
    }

    /** The CPU time of the children that it waited for, by getrusage(2), in ns. */
    public long childNanos() throws IOException {
        begin("times");
        line();
        return nanos(line());
    }

    private static long nanos(String line) {
        Matcher time = TIME.matcher(line);
        if (!time.matches()) {
            throw new IllegalStateException("no times: " + line);
        }
        return millis(time, 1) + millis(time, 4);
    }

    private static long millis(Matcher time, int group) {
        return ((Long.parseLong(time.group(group)) * 60 + Long.parseLong(time.group(group + 1))) * 1_000
                        + Long.parseLong(time.group(group + 2)))
                * 1_000_000;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
