package io.scaph.linux.foreign;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.Optional;

/**
 * Functions of the C library through the foreign function interface that Java has since 22, for calls so frequent that JNA's
 * 0.15 µs matter. Only where the application has allowed native access to us, so that the JDK has nothing to warn of. The
 * interface is found by reflection, since this is compiled for Java 17.
 *
 * <p>Pointers travel as {@code long}, which they are on the 64-bit platforms that the JDK's linker knows on Linux. A handle
 * costs as little as it can only where it is kept in a static final field.
 */
public final class ForeignFunctions {
    private static final int FIRST_FEATURE = 22;

    private final MethodHandle address;

    private ForeignFunctions(MethodHandle address) {
        this.address = address;
    }

    /**
     * Finds the interface.
     *
     * @return it, or empty where it can't be used
     */
    public static Optional<ForeignFunctions> find() {
        try {
            return Runtime.version().feature() >= FIRST_FEATURE && isAllowed()
                    ? Optional.of(new ForeignFunctions(linkAddress()))
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Another JDK, or a platform without a linker: there is another way for all that is done by this one.
            return Optional.empty();
        }
    }

    private static boolean isAllowed() throws ReflectiveOperationException {
        return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(ForeignFunctions.class.getModule());
    }

    private static MethodHandle linkAddress() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        return MethodHandles.filterReturnValue(
                lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class)),
                lookup.findVirtual(segment, "address", MethodType.methodType(long.class)));
    }

    /**
     * Tells where the position of a direct buffer is in memory.
     *
     * @return a handle of type {@code (Buffer)long}; what it answers holds for as long as somebody holds the buffer
     */
    public MethodHandle address() {
        return address;
    }

    /**
     * Finds a function of the C library.
     *
     * @param name its name
     * @param result {@code int} or {@code long}
     * @param parameters the same of each parameter
     * @return a handle of that type, to be called by {@code invokeExact}; empty if there is no such function
     */
    public Optional<MethodHandle> function(String name, Class<?> result, Class<?>... parameters) {
        try {
            return Optional.of(link(name, result, parameters));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static MethodHandle link(String name, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
        Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
        Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
        Class<?> optionType = Class.forName("java.lang.foreign.Linker$Option");
        Object layouts = Array.newInstance(layoutType, parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            Array.set(layouts, i, layout(parameters[i]));
        }
        Object linker = linkerType.getMethod("nativeLinker").invoke(null);
        Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
        Object symbol = ((Optional<?>) Class.forName("java.lang.foreign.SymbolLookup")
                        .getMethod("find", String.class)
                        .invoke(lookup, name))
                .orElseThrow();
        Object descriptor =
                descriptorType.getMethod("of", layoutType, layouts.getClass()).invoke(null, layout(result), layouts);
        Object options = Array.newInstance(optionType, 0);
        return (MethodHandle) linkerType
                .getMethod(
                        "downcallHandle",
                        Class.forName("java.lang.foreign.MemorySegment"),
                        descriptorType,
                        options.getClass())
                .invoke(linker, symbol, descriptor, options);
    }

    private static Object layout(Class<?> type) throws ReflectiveOperationException {
        String name = type == long.class ? "JAVA_LONG" : "JAVA_INT";
        return Class.forName("java.lang.foreign.ValueLayout").getField(name).get(null);
    }
}
