package io.scaph.api.spi;

import io.scaph.api.internal.plugin.OptionRecord;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An option that a provider takes: enough for a command line to parse and explain it without knowing the provider. Immutable;
 * the {@code with} methods return a copy.
 *
 * @param <T> the type of the value: {@code Boolean} (a flag), {@code Long}, {@code String} or {@code Path}
 */
public sealed interface Option<T> permits OptionRecord {
    /**
     * Returns a switch that is off unless it is given.
     *
     * @param name the long name without dashes, in kebab case, such as {@code max-top-consumers}
     * @param help what it does, one line
     * @return the option
     * @throws IllegalArgumentException if the name is not in kebab case
     */
    static Option<Boolean> flag(String name, String help) {
        return OptionRecord.of(name, Boolean.class, "", help).withDefault(false);
    }

    /**
     * Returns an option whose value is a whole number.
     *
     * @param name the long name without dashes, in kebab case
     * @param placeholder what a usage text shows for the value, such as {@code SECONDS}
     * @param help what it does, one line with the unit
     * @return the option, without a default
     * @throws IllegalArgumentException if the name is not in kebab case
     */
    static Option<Long> integer(String name, String placeholder, String help) {
        return OptionRecord.of(name, Long.class, placeholder, help);
    }

    /**
     * Returns an option whose value is a text.
     *
     * @param name the long name without dashes, in kebab case
     * @param placeholder what a usage text shows for the value
     * @param help what it does, one line
     * @return the option, without a default
     * @throws IllegalArgumentException if the name is not in kebab case
     */
    static Option<String> text(String name, String placeholder, String help) {
        return OptionRecord.of(name, String.class, placeholder, help);
    }

    /**
     * Returns an option whose value is a file or directory.
     *
     * @param name the long name without dashes, in kebab case
     * @param placeholder what a usage text shows for the value
     * @param help what it does, one line
     * @return the option, without a default
     * @throws IllegalArgumentException if the name is not in kebab case
     */
    static Option<Path> path(String name, String placeholder, String help) {
        return OptionRecord.of(name, Path.class, placeholder, help);
    }

    /**
     * Returns the long name.
     *
     * @return the name without dashes
     */
    String name();

    /**
     * Returns the short name.
     *
     * @return the letter; empty if the option has no letter
     */
    Optional<Character> letter();

    /**
     * Returns the type of the value.
     *
     * @return {@code Boolean}, {@code Long}, {@code String} or {@code Path}
     */
    Class<T> type();

    /**
     * Returns the default.
     *
     * @return the value if the user gives none; empty if there is no default
     */
    Optional<T> fallback();

    /**
     * Returns what a usage text shows for the value.
     *
     * @return the placeholder; an empty text for a flag
     */
    String placeholder();

    /**
     * Returns the environment variable that gives the value if the user gives none.
     *
     * @return the name of the variable; empty if the option has no variable
     */
    Optional<String> environment();

    /**
     * Returns what the option does.
     *
     * @return one line for people
     */
    String help();

    /**
     * Returns this option with a short name.
     *
     * @param shortName the letter
     * @return a copy
     */
    Option<T> withLetter(char shortName);

    /**
     * Returns this option with a default.
     *
     * @param value the value if the user gives none
     * @return a copy
     */
    Option<T> withDefault(T value);

    /**
     * Returns this option with an environment variable.
     *
     * @param variable the name of the variable
     * @return a copy
     */
    Option<T> withEnvironment(String variable);

    /**
     * Parses a value.
     *
     * @param text what the user wrote
     * @return the value
     * @throws IllegalArgumentException if the text is not a value of the type; the message is for the user, and names the
     *     option, the text and what is expected
     */
    T parse(String text);
}
