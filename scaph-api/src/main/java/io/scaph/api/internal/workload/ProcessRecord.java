package io.scaph.api.internal.workload;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process and what is known of it. */
public record ProcessRecord(
        ProcessIdentity identity,
        String name,
        Optional<String> executable,
        Optional<String> commandLine,
        Optional<Container> container,
        Optional<Job> job,
        Optional<String> virtualMachine,
        Optional<String> unit,
        Optional<User> user)
        implements ProcessInfo {
    /**
     * Returns a process without other details.
     *
     * @return the process
     */
    public static ProcessRecord of(ProcessIdentity identity, String name) {
        return new ProcessRecord(
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

    @Override
    public long pid() {
        return identity.pid();
    }

    @Override
    public Instant startTime() {
        return identity.startTime();
    }

    @Override
    public boolean isStartKnown() {
        return identity.startKnown();
    }

    @Override
    public ProcessRecord withExecutable(@Nullable String path) {
        return copy(Optional.ofNullable(path), commandLine, container, job, virtualMachine, unit, user);
    }

    @Override
    public ProcessRecord withCommandLine(@Nullable String arguments) {
        return copy(executable, Optional.ofNullable(arguments), container, job, virtualMachine, unit, user);
    }

    @Override
    public ProcessRecord withContainer(@Nullable Container itsContainer) {
        return copy(executable, commandLine, Optional.ofNullable(itsContainer), job, virtualMachine, unit, user);
    }

    @Override
    public ProcessRecord withJob(@Nullable Job itsJob) {
        return copy(executable, commandLine, container, Optional.ofNullable(itsJob), virtualMachine, unit, user);
    }

    @Override
    public ProcessRecord withVirtualMachine(@Nullable String machine) {
        return copy(executable, commandLine, container, job, Optional.ofNullable(machine), unit, user);
    }

    @Override
    public ProcessRecord withUnit(@Nullable String itsUnit) {
        return copy(executable, commandLine, container, job, virtualMachine, Optional.ofNullable(itsUnit), user);
    }

    @Override
    public ProcessRecord withUser(@Nullable User itsUser) {
        return copy(executable, commandLine, container, job, virtualMachine, unit, Optional.ofNullable(itsUser));
    }

    private ProcessRecord copy(
            Optional<String> itsExecutable,
            Optional<String> itsCommandLine,
            Optional<Container> itsContainer,
            Optional<Job> itsJob,
            Optional<String> itsMachine,
            Optional<String> itsUnit,
            Optional<User> itsUser) {
        return new ProcessRecord(
                identity, name, itsExecutable, itsCommandLine, itsContainer, itsJob, itsMachine, itsUnit, itsUser);
    }
}
