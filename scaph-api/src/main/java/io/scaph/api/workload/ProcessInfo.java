package io.scaph.api.workload;

import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.api.internal.workload.ProcessRecord;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process of the host. Details are known only if a {@link io.scaph.api.workload.WorkloadDetail} requested them. Immutable;
 * the {@code with} methods return a changed copy.
 */
@SuppressWarnings("exports") // users need not have jspecify
public sealed interface ProcessInfo permits ProcessRecord {
    /**
     * Returns a process without other details.
     *
     * @param pid the process id
     * @param startTime when the process started
     * @param name a short name
     * @return the process
     */
    static ProcessInfo of(long pid, Instant startTime, String name) {
        return ProcessRecord.of(new ProcessIdentity(pid, startTime, true), name);
    }

    /**
     * Returns what identifies the process. The pid alone is not enough, as the kernel uses it again.
     *
     * @return a value with {@code equals} and {@code hashCode}, which is equal only for descriptions of the same process
     */
    Object identity();

    /**
     * Returns the process id.
     *
     * @return the pid, as seen from the {@code /proc} that was read
     */
    long pid();

    /**
     * Returns when the process started.
     *
     * @return the time; if it is unknown, a value that still distinguishes the process from others with the same pid
     */
    Instant startTime();

    /**
     * Returns whether the start time is known.
     *
     * @return false if {@link #startTime()} is not a time to show
     */
    boolean isStartKnown();

    /**
     * Returns the kernel's short name ({@code comm}). It changes with {@code exec}.
     *
     * @return the name, at most 15 bytes; not unique
     */
    String name();

    /**
     * Returns the path of the executable.
     *
     * @return the path; empty for kernel threads, and where it can't be read
     */
    Optional<String> executable();

    /**
     * Returns the arguments, joined by spaces. They may contain secrets.
     *
     * @return the command line; empty unless {@link io.scaph.api.workload.WorkloadDetail#COMMAND_LINE} was requested
     */
    Optional<String> commandLine();

    /**
     * Returns the container that the process runs in.
     *
     * @return the container; empty if the process is in no container or {@link io.scaph.api.workload.WorkloadDetail#CONTAINER}
     *     was not requested
     */
    Optional<Container> container();

    /**
     * Returns the job of a batch scheduler that the process belongs to.
     *
     * @return the job; empty if the process is in no job or {@link io.scaph.api.workload.WorkloadDetail#CONTAINER} was not
     *     requested
     */
    Optional<Job> job();

    /**
     * Returns the name of the virtual machine that the process runs.
     *
     * @return the name; empty if it runs none or {@link io.scaph.api.workload.WorkloadDetail#VIRTUAL_MACHINE} was not requested
     */
    Optional<String> virtualMachine();

    /**
     * Returns the innermost systemd unit, such as {@code nginx.service}.
     *
     * @return the unit; empty if the process is in no unit or neither {@link io.scaph.api.workload.WorkloadDetail#UNIT} nor
     *     {@link io.scaph.api.workload.WorkloadDetail#CONTAINER} was requested
     */
    Optional<String> unit();

    /**
     * Returns the user that the process runs as.
     *
     * @return the user; empty if unknown or {@link io.scaph.api.workload.WorkloadDetail#USER} was not requested
     */
    Optional<User> user();

    /**
     * Returns this process with another executable.
     *
     * @param path the path, or null if unknown
     * @return a copy
     */
    ProcessInfo withExecutable(@Nullable String path);

    /**
     * Returns this process with another command line.
     *
     * @param arguments the arguments joined by spaces, or null if unknown
     * @return a copy
     */
    ProcessInfo withCommandLine(@Nullable String arguments);

    /**
     * Returns this process in another container.
     *
     * @param itsContainer the container, or null for none
     * @return a copy
     */
    ProcessInfo withContainer(@Nullable Container itsContainer);

    /**
     * Returns this process in another job.
     *
     * @param itsJob the job, or null for none
     * @return a copy
     */
    ProcessInfo withJob(@Nullable Job itsJob);

    /**
     * Returns this process as another virtual machine.
     *
     * @param machine the name of the machine, or null for none
     * @return a copy
     */
    ProcessInfo withVirtualMachine(@Nullable String machine);

    /**
     * Returns this process in another systemd unit.
     *
     * @param name the full name of the unit, or null for none
     * @return a copy
     */
    ProcessInfo withUnit(@Nullable String name);

    /**
     * Returns this process as one of another user.
     *
     * @param itsUser the user, or null if unknown
     * @return a copy
     */
    ProcessInfo withUser(@Nullable User itsUser);
}
