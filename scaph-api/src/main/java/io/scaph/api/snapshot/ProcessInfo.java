package io.scaph.api.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * A process.
 *
 * @param identity which process
 * @param name the kernel's short name ({@code comm}), at most 15 bytes; changes with {@code exec}
 * @param executable the path of its executable; empty for kernel threads and where it may not be read
 * @param commandLine its arguments joined by blanks, if {@link io.scaph.api.spi.WorkloadDetail#COMMAND_LINE} was asked
 *     for and they could be read
 * @param container its container, if {@link io.scaph.api.spi.WorkloadDetail#CONTAINER} was asked for and it has one
 * @param job the job of a batch scheduler that it belongs to, if
 *     {@link io.scaph.api.spi.WorkloadDetail#CONTAINER} was asked for and it has one
 * @param virtualMachine the name of the virtual machine that it runs, if
 *     {@link io.scaph.api.spi.WorkloadDetail#VIRTUAL_MACHINE} was asked for and it runs one
 * @param unit the innermost systemd unit that it runs in, such as {@code nginx.service} or {@code session-2.scope}, if
 *     {@link io.scaph.api.spi.WorkloadDetail#UNIT} or {@link io.scaph.api.spi.WorkloadDetail#CONTAINER} was asked for and
 *     there is one
 * @param user the user that it runs as, if {@link io.scaph.api.spi.WorkloadDetail#USER} was asked for and is known
 */
public record ProcessInfo(
        Identity identity,
        String name,
        Optional<String> executable,
        Optional<String> commandLine,
        Optional<Container> container,
        Optional<Job> job,
        Optional<String> virtualMachine,
        Optional<String> unit,
        Optional<User> user) {
    /**
     * The process id.
     *
     * @return the pid, as seen from the {@code /proc} that was read
     */
    public long pid() {
        return identity.pid();
    }

    /**
     * A process of which nothing else is known.
     *
     * @param identity {@link #identity()}
     * @param name {@link #name()}
     * @return it
     */
    public static ProcessInfo of(Identity identity, String name) {
        return new ProcessInfo(
                identity,
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Which process: a pid alone is used again for others.
     *
     * @param pid the process id, as seen from the {@code /proc} that was read
     * @param startTime when the process started; if that is unknown, still a value that distinguishes it from other processes
     *     with the same pid
     * @param startKnown whether {@code startTime} is a time to show
     */
    public record Identity(long pid, Instant startTime, boolean startKnown) {
        /**
         * A process with a known start time.
         *
         * @param pid {@link #pid()}
         * @param startTime {@link #startTime()}
         */
        public Identity(long pid, Instant startTime) {
            this(pid, startTime, true);
        }
    }
}
