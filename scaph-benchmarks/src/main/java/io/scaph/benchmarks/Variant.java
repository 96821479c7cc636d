package io.scaph.benchmarks;

import java.io.IOException;

/** One way to read the files of a comparison. */
abstract class Variant implements AutoCloseable {
    private long lastSum;

    /** Reads all files once; the sum of the numbers. */
    abstract long sum() throws IOException;

    /** Each file must show that it moved: one that did not is opened anew, which is not what is compared. */
    final void check(long sum, int files) {
        if (sum - lastSum < files) {
            throw new IllegalStateException(getClass().getSimpleName() + ": the number does not move");
        }
        lastSum = sum;
    }

    @Override
    public abstract void close();
}
