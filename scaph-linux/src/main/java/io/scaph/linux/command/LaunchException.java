package io.scaph.linux.command;

import io.scaph.linux.jna.CLibrary;

/** A command could not be started; the message is the reason in the words of the C library. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** ENOENT of {@code include/uapi/asm-generic/errno-base.h}. */
    private static final int ENOENT = 2;

    /** The errno of the call that failed. */
    private final int errno;

    LaunchException(int errno) {
        super(CLibrary.text(errno));
        this.errno = errno;
    }

    /**
     * Returns whether the command does not exist, in contrast to one that can't be executed.
     *
     * @return whether it does not exist
     */
    public boolean isMissing() {
        return errno == ENOENT;
    }
}
