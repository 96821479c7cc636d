package io.scaph.api.spi;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An option that a provider takes: enough for a command line to parse it and to explain it without knowing the provider.
 *
 * @param name the long name without dashes, in kebab case: {@code max-top-consumers}
 * @param letter the short name, if there is one
 * @param type {@code Boolean} (a flag), {@code Long}, {@code String} or {@code Path}
 * @param fallback the value if the user gives none
 * @param placeholder what stands for the value in a usage text: {@code SECONDS}; empty for a flag
 * @param environment the environment variable that gives the value if the user gives none, if there is one
 * @param help one line for people, with unit and meaning
 * @param <T> the type of the value
 */
public record Option<T>(
        String name,
        Optional<Character> letter,
        Class<T> type,
        Optional<T> fallback,
        String placeholder,
        Optional<String> environment,
        String help) {
    private static final Set<Class<?>> PARSED = Set.of(Boolean.class, Long.class, String.class, Path.class);

    /**
     * Checks and copies what it is given.
     *
     * @param name {@link #name()}
     * @param letter {@link #letter()}
     * @param type {@link #type()}
     * @param fallback {@link #fallback()}
     * @param placeholder {@link #placeholder()}
     * @param environment {@link #environment()}
     * @param help {@link #help()}
     */
    public Option {
        if (!PARSED.contains(type)) {
            throw new IllegalArgumentException("--" + name + ": an option can't be a " + type.getName());
        }
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("an option's name is in kebab case, this is not: " + name);
        }
    }

    /**
     * A switch that is off unless given.
     *
     * @param name the long name
     * @param help one line for people
     * @return the option
     */
    public static Option<Boolean> flag(String name, String help) {
        return new Option<>(name, Optional.empty(), Boolean.class, Optional.of(false), "", Optional.empty(), help);
    }

    /**
     * A whole number.
     *
     * @param name the long name
     * @param placeholder what stands for the value in a usage text
     * @param help one line for people
     * @return the option, without a default
     */
    public static Option<Long> integer(String name, String placeholder, String help) {
        return new Option<>(name, Optional.empty(), Long.class, Optional.empty(), placeholder, Optional.empty(), help);
    }

    /**
     * A text.
     *
     * @param name the long name
     * @param placeholder what stands for the value in a usage text
     * @param help one line for people
     * @return the option, without a default
     */
    public static Option<String> text(String name, String placeholder, String help) {
        return new Option<>(
                name, Optional.empty(), String.class, Optional.empty(), placeholder, Optional.empty(), help);
    }

    /**
     * A file or directory.
     *
     * @param name the long name
     * @param placeholder what stands for the value in a usage text
     * @param help one line for people
     * @return the option, without a default
     */
    public static Option<Path> path(String name, String placeholder, String help) {
        return new Option<>(name, Optional.empty(), Path.class, Optional.empty(), placeholder, Optional.empty(), help);
    }

    /**
     * This option with a short name.
     *
     * @param shortName the letter
     * @return a copy
     */
    public Option<T> withLetter(char shortName) {
        return new Option<>(name, Optional.of(shortName), type, fallback, placeholder, environment, help);
    }

    /**
     * This option with a default.
     *
     * @param value the value if the user gives none
     * @return a copy
     */
    public Option<T> withDefault(T value) {
        return new Option<>(name, letter, type, Optional.of(value), placeholder, environment, help);
    }

    /**
     * This option with an environment variable that stands in for it.
     *
     * @param variable the variable's name
     * @return a copy
     */
    public Option<T> withEnvironment(String variable) {
        return new Option<>(name, letter, type, fallback, placeholder, Optional.of(variable), help);
    }

    /**
     * Reads a value from text.
     *
     * @param text what the user wrote, also in the raw form of {@link KernelText}: a path then has exactly those bytes
     * @return the value
     * @throws IllegalArgumentException if the text is no such value; the message names option, text and what is wanted
     */
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
