package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The rules of all kinds of providers. Only the contracts of this package extend it.
 *
 * @param <P> the kind of provider
 */
@Isolated("threads, open files and allocation of the whole JVM are looked at")
public abstract class ProviderContract<P> {
    private final Class<P> service;

    /**
     * What users see of a provider.
     *
     * @param name its name
     * @param description its description; empty for a kind of provider without one
     * @param options its options
     */
    record ProviderFacts(String name, Optional<String> description, List<Option<?>> options) {}

    /** For the contracts of this package. */
    ProviderContract(Class<P> service) {
        this.service = service;
    }

    /**
     * The provider.
     *
     * @return a new instance of the provider under test
     */
    protected abstract P provider();

    abstract ProviderFacts facts(P provider);

    private List<Option<?>> options() {
        return facts(provider()).options();
    }

    private String name(P provider) {
        return facts(provider).name();
    }

    /** The classes of all providers of this kind that can be found by a class loader. */
    Stream<? extends Class<?>> found(ClassLoader loader) {
        return ServiceLoader.load(service, loader).stream().map(ServiceLoader.Provider::type);
    }

    /** Requires a text for people: one line that is not empty. */
    static void requireOneLine(String what, String text) {
        assertNotNull(text, () -> what + " is null");
        assertFalse(text.isBlank(), () -> what + " is empty");
        assertTrue(text.codePoints().noneMatch(Character::isISOControl), () -> what + " is not one line: " + text);
    }

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

    /** The name is in kebab case, as users type it. */
    @Test
    public void theNameIsInKebabCase() {
        String name = name(provider());
        assertTrue(name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), () -> "the name is '" + name + "'");
    }

    /** The name does not change. */
    @Test
    public void theNameIsTheSameAtEveryCall() {
        P provider = provider();
        assertEquals(name(provider), name(provider), "the names at two calls");
        assertEquals(name(provider), name(provider()), "the names of two instances");
    }

    /** The description is one line, and not empty. */
    @Test
    public void theDescriptionIsOneLine() {
        facts(provider()).description().ifPresent(text -> requireOneLine("the description", text));
    }

    /** Each option has a help text of one line, and a placeholder if it takes a value. */
    @Test
    public void everyOptionHasHelp() {
        for (Option<?> option : options()) {
            requireOneLine("the help of --" + option.name(), option.help());
            boolean flag = option.type() == Boolean.class;
            assertEquals(
                    flag,
                    option.placeholder().isBlank(),
                    () -> "--" + option.name()
                            + ": every option with a value needs a placeholder, and no flag has one");
        }
    }

    /** A flag is off unless it is given, so its default is false. */
    @Test
    public void everyFlagHasADefault() {
        for (Option<?> option : options()) {
            assertTrue(
                    option.type() != Boolean.class || option.fallback().equals(Optional.of(false)),
                    () -> "--" + option.name() + " is a flag that is on by default");
        }
    }

    /** No two options share a name, a letter or an environment variable. */
    @Test
    public void noTwoOptionsAreCalledTheSame() {
        Set<String> names = new HashSet<>();
        for (Option<?> option : options()) {
            requireNew("--" + option.name(), names);
            option.letter().ifPresent(letter -> requireNew("-" + letter, names));
            option.environment().ifPresent(variable -> requireNew("$" + variable, names));
        }
    }

    private static void requireNew(String name, Set<String> names) {
        assertTrue(names.add(name), () -> "two options share the name " + name);
    }

    /** {@code ServiceLoader} creates the provider: by a public constructor without parameters, of a public class. */
    @Test
    public void theProviderHasAPublicConstructorWithoutParameters() {
        Class<?> type = provider().getClass();
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
        Class<?> type = provider().getClass();
        assertTrue(
                found(type.getClassLoader()).anyMatch(type::equals),
                () -> "neither META-INF/services nor a module-info names " + type.getName());
    }

    /**
     * No plugin ends the JVM: none of {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt} is called.
     *
     * @throws IOException if its class files can't be read
     */
    @Test
    public void thePluginDoesNotEndTheJvm() throws IOException {
        List<String> callers = ExitCalls.of(provider().getClass());
        assertTrue(callers.isEmpty(), () -> callers + " call a method that ends the JVM");
    }

    /**
     * Creating a provider starts no thread.
     *
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    public void theProviderStartsNoThread() throws InterruptedException {
        Threads threads = Threads.now();
        name(provider());
        threads.requireNoneLeft();
    }
}
