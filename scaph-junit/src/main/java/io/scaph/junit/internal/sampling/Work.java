package io.scaph.junit.internal.sampling;

/** What is measured again and again. */
public interface Work {
    /**
     * Makes everything ready for another run; not measured.
     *
     * @throws Throwable as it likes
     */
    void prepare() throws Throwable;

    /**
     * Does it once; measured.
     *
     * @throws Throwable as it likes
     */
    void run() throws Throwable;
}
