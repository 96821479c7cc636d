package io.scaph.junit.internal.baseline;

import java.io.Serial;

/** Baselines can't be read or written. Its message names the file, the reason and the remedy. */
public final class BaselineException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;

    BaselineException(String problem, Throwable cause) {
        super(problem, cause);
        this.problem = problem;
    }

    BaselineException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /**
     * What is wrong.
     *
     * @return the file, the reason and the remedy, in one line
     */
    public String problem() {
        return problem;
    }
}
