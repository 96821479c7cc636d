package io.scaph.junit.internal.profile;

/** The body of a test, which can be run again and again. */
public interface RepeatableBody {
    /** Does what is to be done before each run, and is not part of it. */
    void prepare();

    /**
     * Runs the body once.
     *
     * @throws Throwable whatever it throws, as it is
     */
    void run() throws Throwable;

    /**
     * Returns the name of the body in stacks.
     *
     * @return its class and method
     */
    String frame();
}
