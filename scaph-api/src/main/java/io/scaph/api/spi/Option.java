package io.scaph.api.spi;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An option that a provider takes: enough for a command line to parse and explain it without knowing the provider. Immutable;
 * the {@code with} methods return a copy.
 *
 * @param <T> the type of the value: {@code Boolean} (a flag), {@code Long}, {@code String} or {@code Path}
 */
public sealed interface Option<T> {
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

/** An option that a provider takes. */
record OptionRecord<T>(
        String name,
        Optional<Character> letter,
        Class<T> type,
        Optional<T> fallback,
        String placeholder,
        Optional<String> environment,
        String help)
        implements Option<T> {
    OptionRecord {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("an option's name is in kebab case, this is not: " + name);
        }
    }

    /** An option without short name, default and environment variable. */
    static <T> OptionRecord<T> of(String name, Class<T> type, String placeholder, String help) {
        return new OptionRecord<>(name, Optional.empty(), type, Optional.empty(), placeholder, Optional.empty(), help);
    }

    @Override
    public Option<T> withLetter(char shortName) {
        return new OptionRecord<>(name, Optional.of(shortName), type, fallback, placeholder, environment, help);
    }

    @Override
    public Option<T> withDefault(T value) {
        return new OptionRecord<>(name, letter, type, Optional.of(value), placeholder, environment, help);
    }

    @Override
    public Option<T> withEnvironment(String variable) {
        return new OptionRecord<>(name, letter, type, fallback, placeholder, Optional.of(variable), help);
    }

    /** The hash of the name. That of a record costs several milliseconds of a start. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof OptionRecord<?> other
                && name.equals(other.name)
                && letter.equals(other.letter)
                && type == other.type
                && fallback.equals(other.fallback)
                && placeholder.equals(other.placeholder)
                && environment.equals(other.environment)
                && help.equals(other.help);
    }

    @Override
    public T parse(String text) {
        return type.cast(parseAsType(text));
    }

    private Object parseAsType(String text) {
        try {
            if (type == Boolean.class) {
                return parseFlag(text);
            } else if (type == Long.class) {
                return Long.valueOf(text.strip());
            } else if (type == Path.class) {
                return KernelPath.given(text);
            }
            return KernelText.readable(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + ": '" + text + "' is not a whole number", e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--" + name + ": '" + text + "' is not a path", e);
        }
    }

    private boolean parseFlag(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            throw new IllegalArgumentException("--" + name + ": '" + text + "' is neither true nor false");
        }
        return word.equals("true");
    }
}
