package io.scaph.api.spi;

import io.scaph.api.internal.text.KernelEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of options. The value of an option is the one that was given, else that of its environment variable if it is set
 * and not empty, else its default. Options are distinguished by name. Immutable.
 */
public final class Options {
    /** Options without given values: only environment variables and defaults count. */
    public static final Options NONE = new Options(Map.of(), KernelEnvironment.variables());

    private final Map<String, Object> given;
    private final Map<String, String> environment;

    private Options(Map<String, Object> given, Map<String, String> environment) {
        this.given = Map.copyOf(given);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns these options with the value of one option.
     *
     * @param option the option
     * @param value the value, in place of any earlier one
     * @param <T> the type of the value
     * @return a copy
     */
    public <T> Options with(Option<T> option, T value) {
        Map<String, Object> more = new HashMap<>(given);
        more.put(option.name(), value);
        return new Options(more, environment);
    }

    /**
     * Returns these options with another environment, for tests.
     *
     * @param variables the values of environment variables, by name
     * @return a copy
     */
    public Options withEnvironment(Map<String, String> variables) {
        return new Options(given, variables);
    }

    /**
     * Returns whether the user gave the option. Its environment variable and its default do not count.
     *
     * @param option the option
     * @return true if the option was given
     */
    public boolean isGiven(Option<?> option) {
        return given.containsKey(option.name());
    }

    /**
     * Returns the value of an option that may have none.
     *
     * @param option the option
     * @param <T> the type of the value
     * @return the value; empty if the option was not given and has no default
     * @throws IllegalArgumentException if the value of the environment variable can't be parsed; the message is for the user
     */
    public <T> Optional<T> find(Option<T> option) {
        Object value = given.get(option.name());
        if (value != null) {
            return Optional.of(option.type().cast(value));
        }
        Optional<String> variable = option.environment().map(environment::get);
        if (variable.isPresent() && !variable.get().isEmpty()) {
            return Optional.of(option.parse(variable.get()));
        }
        return option.fallback();
    }

    /**
     * Returns the value of an option that has a default or must be given.
     *
     * @param option the option
     * @param <T> the type of the value
     * @return the value
     * @throws IllegalArgumentException if there is no value, or that of the environment variable can't be parsed; the message
     *     is for the user
     */
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(
                        () -> new IllegalArgumentException("--" + option.name() + " is missing: " + option.help()));
    }
}
