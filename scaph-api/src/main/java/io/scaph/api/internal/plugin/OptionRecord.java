package io.scaph.api.internal.plugin;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.spi.Option;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An option that a provider takes. */
public record OptionRecord<T>(
        String name,
        Optional<Character> letter,
        Class<T> type,
        Optional<T> fallback,
        String placeholder,
        Optional<String> environment,
        String help)
        implements Option<T> {
    private static final Set<Class<?>> PARSED = Set.of(Boolean.class, Long.class, String.class, Path.class);

    /** Checks the name and the type. */
    public OptionRecord {
        if (!PARSED.contains(type)) {
            throw new IllegalArgumentException("--" + name + ": an option can't be a " + type.getName());
        }
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("an option's name is in kebab case, this is not: " + name);
        }
    }

    /**
     * Returns an option without short name, default and environment variable.
     *
     * @return the option
     */
    public static <T> OptionRecord<T> of(String name, Class<T> type, String placeholder, String help) {
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
