package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What all kinds of providers have in common. Not to be extended but by the contracts of this package. */
@Isolated("threads, open files and allocation of the whole JVM are looked at")
public abstract class ProviderContract {
    /** For the contracts of this package. */
    ProviderContract() {}

    /**
     * Values of options by their names, as a command line gives them; the environment is empty.
     *
     * @param taken the options that the provider takes
     * @param values the values of some of them, each of the option's type
     * @return options to open or to make something with
     * @throws IllegalArgumentException if there is no option of a name, or it takes no such value
     */
    protected static Options options(List<Option<?>> taken, Map<String, Object> values) {
        Options options = Options.NONE.withEnvironment(Map.of());
        for (Map.Entry<String, Object> given : values.entrySet()) {
            Option<?> option = taken.stream()
                    .filter(candidate -> candidate.name().equals(given.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no option --" + given.getKey()));
            options = with(options, option, given.getValue());
        }
        return options;
    }

    private static <T> Options with(Options options, Option<T> option, Object value) {
        if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException(
                    "--" + option.name() + " takes a " + option.type().getSimpleName() + ", not " + value);
        }
        return options.with(option, option.type().cast(value));
    }

    /** The provider under test, made anew. */
    abstract Object anyProvider();

    abstract String nameOf(Object provider);

    /** What it says of itself to people; empty where the kind of provider says nothing. */
    abstract List<String> textsOf(Object provider);

    abstract List<Option<?>> optionsOf(Object provider);

    /** The classes of all providers of this kind that can be found from there. */
    abstract Stream<? extends Class<?>> found(ClassLoader loader);

    /** The name is in kebab case, as users type it. */
    @Test
    public void theNameIsInKebabCase() {
        String name = nameOf(anyProvider());
        assertTrue(name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), () -> "the name is '" + name + "'");
    }

    /** Who asks twice gets the same name. */
    @Test
    public void theNameIsTheSameAtEveryCall() {
        Object provider = anyProvider();
        assertEquals(nameOf(provider), nameOf(provider));
        assertEquals(nameOf(provider), nameOf(anyProvider()));
    }

    /** What people are shown is one line, and not empty. */
    @Test
    public void theDescriptionIsOneLine() {
        textsOf(anyProvider()).forEach(text -> Line.require("the description", text));
    }

    /** Each option has a help text of one line, and those with a value a word that stands for it. */
    @Test
    public void everyOptionHasHelp() {
        for (Option<?> option : optionsOf(anyProvider())) {
            Line.require("the help of --" + option.name(), option.help());
            boolean flag = option.type() == Boolean.class;
            assertEquals(
                    flag,
                    option.placeholder().isBlank(),
                    () -> "--" + option.name() + ": a placeholder is for options with a value, and for all of them");
        }
    }

    /** A flag is off unless it is given, so it has a default. */
    @Test
    public void everyFlagHasADefault() {
        for (Option<?> option : optionsOf(anyProvider())) {
            assertTrue(
                    option.type() != Boolean.class || option.fallback().isPresent(),
                    () -> "--" + option.name() + " is a flag without a default");
        }
    }

    /** No two options share a name, a letter or an environment variable. */
    @Test
    public void noTwoOptionsAreCalledTheSame() {
        Set<Object> names = new HashSet<>();
        for (Option<?> option : optionsOf(anyProvider())) {
            assertTrue(names.add("--" + option.name()), () -> "--" + option.name() + " is there twice");
            option.letter()
                    .ifPresent(letter -> assertTrue(names.add("-" + letter), () -> "-" + letter + " is there twice"));
            option.environment()
                    .ifPresent(variable ->
                            assertTrue(names.add("$" + variable), () -> "$" + variable + " is there twice"));
        }
    }

    /** {@code ServiceLoader} makes the provider: by a public constructor without parameters, of a public class. */
    @Test
    public void theProviderHasAPublicConstructorWithoutParameters() {
        Class<?> type = anyProvider().getClass();
        assertTrue(Modifier.isPublic(type.getModifiers()), () -> type.getName() + " is not public");
        Constructor<?> constructor = assertDoesNotThrow(
                () -> type.getDeclaredConstructor(), () -> type.getName() + " has no constructor without parameters");
        assertTrue(
                Modifier.isPublic(constructor.getModifiers()),
                () -> "the constructor of " + type.getName() + " is not public");
    }

    /** It is named in {@code META-INF/services}, or by {@code provides} in a {@code module-info}. */
    @Test
    public void theServiceLoaderFindsTheProvider() {
        Class<?> type = anyProvider().getClass();
        assertTrue(
                found(type.getClassLoader()).anyMatch(type::equals),
                () -> "neither META-INF/services nor a module-info names " + type.getName());
    }

    /**
     * No plugin ends the JVM of others: neither {@code System.exit} nor {@code Runtime.exit} or {@code halt} is called.
     *
     * @throws IOException if its class files can't be read
     */
    @Test
    public void nobodyEndsTheJvm() throws IOException {
        List<String> callers = ExitCalls.of(anyProvider().getClass());
        assertTrue(callers.isEmpty(), () -> "the JVM is ended by " + callers);
    }

    /** Making a provider does nothing, and so leaves no thread behind. */
    @Test
    public void theProviderStartsNoThread() {
        Threads threads = Threads.now();
        nameOf(anyProvider());
        assertFalse(threads.anyLeft(), threads::describe);
    }
}
