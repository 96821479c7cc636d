package io.scaph.junit.internal.verdict;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Baselines can't be read or written. */
public final class BaselineException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;

    BaselineException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.problem = problem;
    }

    /**
     * The problem.
     *
     * @return the file, the reason and the remedy, in one line
     */
    public String problem() {
        return problem;
    }
}
