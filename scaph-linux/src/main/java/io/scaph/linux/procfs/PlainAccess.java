package io.scaph.linux.procfs;

import io.scaph.api.internal.text.FailureText;
import io.scaph.linux.machine.UptimeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Processes by files alone: for any {@code /proc}, of any pid namespace, without native code. */
public final class PlainAccess implements ProcessAccess {
    private final Path procfs;
    private final UptimeFile uptime;

    public PlainAccess(Path procfs) {
        this.procfs = procfs;
        uptime = new UptimeFile(procfs);
    }

    @Override
    public void list(PidList pids) throws IOException {
        pids.readNames(procfs);
    }

    @Override
    public int read(int pid, String file, byte[] into) throws IOException {
        Path directory = procfs.resolve(Integer.toString(pid));
        // Interrupts do not close it, unlike other channels.
        try (InputStream in = Files.newInputStream(directory.resolve(file))) {
            return in.readNBytes(into, 0, into.length);
        } catch (NoSuchFileException | AccessDeniedException | NotDirectoryException e) {
            return GONE;
        } catch (FileSystemException e) {
            if (Files.notExists(directory)) {
                // ESRCH on opening has no exception class: the process ended between the look-ups of its directory
                // and the file.
                return GONE;
            }
            // No descriptors or no memory: this must not look as if all processes had ended.
            throw new IOException(FailureText.withFile(e), e);
        } catch (IOException e) {
            // ESRCH on reading: the process ended in the meantime.
            return GONE;
        }
    }

    @Override
    public long bootTicks() throws IOException {
        return uptime.ticks();
    }

    @Override
    public void close() {
        uptime.close();
    }
}
