package io.scaph.profiler;

import io.scaph.api.energy.Energy;
import java.util.regex.Pattern;

/** The energy of one method, in all threads. Immutable. */
public final class MethodEnergy {
    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\.|\\[");

    private final String name;
    private final Energy self;
    private final Energy selfError;
    private final Energy total;
    private final Energy totalError;
    private final long samples;

    MethodEnergy(String name, Energy self, Energy selfError, Energy total, Energy totalError, long samples) {
        this.name = name;
        this.self = self;
        this.selfError = selfError;
        this.total = total;
        this.totalError = totalError;
        this.samples = samples;
    }

    /**
     * Returns the name of the method.
     *
     * @return such as {@code java.lang.Thread.run}; a name in brackets is not a method
     */
    public String name() {
        return name;
    }

    /**
     * Returns whether the method is one of the program or its libraries.
     *
     * @return false for methods of the JDK, and for a name in brackets
     */
    public boolean isOutsideOfJdk() {
        return !JDK.matcher(name).lookingAt();
    }

    /**
     * Returns the energy of the method itself, without the methods that it calls. The energy of all methods themselves adds up
     * to {@link EnergyProfile#sampled()}.
     *
     * @return the energy
     */
    public Energy self() {
        return self;
    }

    /**
     * Returns the statistical error of {@link #self()}: in 19 of 20 cases the true energy is not farther away than this.
     *
     * @return the error, from the number of samples
     */
    public Energy selfError() {
        return selfError;
    }

    /**
     * Returns the energy of the method and of everything that it calls. A recursive method counts once.
     *
     * @return the energy
     */
    public Energy total() {
        return total;
    }

    /**
     * Returns the statistical error of {@link #total()}: in 19 of 20 cases the true energy is not farther away than this.
     *
     * @return the error, from the number of samples
     */
    public Energy totalError() {
        return totalError;
    }

    /**
     * Returns the number of samples behind {@link #total()}.
     *
     * @return the number, above 0
     */
    public long samples() {
        return samples;
    }
}
