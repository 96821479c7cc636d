package io.scaph.api.spi;

import io.scaph.api.internal.text.KernelEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of options: what was given, else the option's environment variable, else its default. Immutable.
 */
public final class Options {
    /** No option given: environment and defaults only. */
    public static final Options NONE = new Options(Map.of(), KernelEnvironment.variables());

    private final Map<String, Object> given;
    private final Map<String, String> environment;

    private Options(Map<String, Object> given, Map<String, String> environment) {
        this.given = Map.copyOf(given);
        this.environment = Map.copyOf(environment);
    }

    /**
     * These options and one more.
     *
     * @param option the option
     * @param value its value
     * @param <T> the type of the value
     * @return a copy that also holds the value
     */
    public <T> Options with(Option<T> option, T value) {
        Map<String, Object> more = new HashMap<>(given);
        more.put(option.name(), value);
        return new Options(more, environment);
    }

    /**
     * These options with another environment, for tests.
     *
     * @param variables environment variables by name
     * @return a copy that looks there
     */
    public Options withEnvironment(Map<String, String> variables) {
        return new Options(given, variables);
    }

    /**
     * Whether the user gave an option, rather than its environment variable or default.
     *
     * @param option the option
     * @return true if it was given
     */
    public boolean isGiven(Option<?> option) {
        return given.containsKey(option.name());
    }

    /**
     * The value of an option that may have none.
     *
     * @param option the option
     * @param <T> the type of the value
     * @return the value, or empty if it was not given and has no default
     * @throws IllegalArgumentException if its environment variable holds no such value
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
     * The value of an option that has a default or must be given.
     *
     * @param option the option
     * @param <T> the type of the value
     * @return the value
     * @throws IllegalArgumentException if there is none
     */
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(
                        () -> new IllegalArgumentException("--" + option.name() + " is missing: " + option.help()));
    }
}
