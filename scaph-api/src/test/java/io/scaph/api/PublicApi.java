package io.scaph.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of a module as text: a line for each public type in the packages that it exports to all modules, then a line
 * for each public or protected member of the type. The text depends on the sources, not on the JDK.
 */
final class PublicApi {
    private static final int MODIFIERS =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
    private static final Set<Class<?>> IMPLIED_SUPERCLASSES = Set.of(Object.class, Record.class, Enum.class);
    private static final String CLASS_FILE = ".class";

    private PublicApi() {}

    /** Reads the compiled classes in a directory; the loader also has them. */
    static List<String> read(Path classes, ClassLoader loader) throws IOException {
        List<Class<?>> types = new ArrayList<>();
        for (String exported : exportedPackages(classes)) {
            types.addAll(publicTypes(classes, exported, loader));
        }
        types.sort(Comparator.comparing(Class::getName));
        List<String> lines = new ArrayList<>();
        for (Class<?> type : types) {
            lines.add(type.getName() + ": " + declaration(type, types));
            members(type).stream().sorted().forEach(member -> lines.add(type.getName() + ": " + member));
        }
        return lines;
    }

    private static List<String> exportedPackages(Path classes) throws IOException {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in).exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .toList();
        }
    }

    private static List<Class<?>> publicTypes(Path classes, String exported, ClassLoader loader) throws IOException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve(exported.replace('.', '/')))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(CLASS_FILE)) {
                    name = name.substring(0, name.length() - CLASS_FILE.length());
                    Class<?> type = Class.forName(exported + "." + name, false, loader);
                    if (isUsable(type)) {
                        types.add(type);
                    }
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
        return types;
    }

    /** A public type within one that is not public cannot be used. */
    private static boolean isUsable(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!isUsable(each.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUsable(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String declaration(Class<?> type, List<Class<?>> api) {
        StringBuilder text = new StringBuilder(modifiers(type.getModifiers() & ~impliedModifiers(type)));
        if (type.isSealed()) {
            text.append("sealed ");
        }
        text.append(kind(type)).append(typeParameters(type.getTypeParameters()));
        if (type.isRecord()) {
            text.append(components(type));
        }
        if (type.getSuperclass() != null && !IMPLIED_SUPERCLASSES.contains(type.getSuperclass())) {
            text.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        if (type.getInterfaces().length > 0) {
            text.append(type.isInterface() ? " extends " : " implements ").append(names(type.getGenericInterfaces()));
        }
        if (type.isSealed()) {
            Class<?>[] permitted = Arrays.stream(type.getPermittedSubclasses())
                    .filter(api::contains)
                    .toArray(Class<?>[]::new);
            text.append(permitted.length == 0 ? "" : " permits " + names(permitted));
        }
        return text.toString();
    }

    private static int impliedModifiers(Class<?> type) {
        if (type.isInterface()) {
            return Modifier.ABSTRACT | Modifier.STATIC;
        }
        return type.isEnum() || type.isRecord() ? Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC : 0;
    }

    private static String kind(Class<?> type) {
        if (type.isInterface()) {
            return type.isAnnotation() ? "@interface" : "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord() ? "record" : "class";
    }

    private static String components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map((RecordComponent component) -> nullable(component.getAnnotatedType())
                        + component.getGenericType().getTypeName() + " " + component.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<String> members(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isUsable(field.getModifiers()) && !field.isSynthetic()) {
                members.add(modifiers(field.getModifiers())
                        + nullable(field.getAnnotatedType())
                        + field.getGenericType().getTypeName() + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isUsable(constructor.getModifiers()) && !constructor.isSynthetic()) {
                members.add(modifiers(constructor.getModifiers()) + "new" + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isUsable(method.getModifiers()) && !method.isSynthetic()) {
                String generic = typeParameters(method.getTypeParameters());
                members.add(modifiers(method.getModifiers())
                        + (method.isDefault() ? "default " : "")
                        + (generic.isEmpty() ? "" : generic + " ")
                        + nullable(method.getAnnotatedReturnType())
                        + method.getGenericReturnType().getTypeName() + " " + method.getName() + parameters(method));
            }
        }
        return members;
    }

    private static String parameters(Executable executable) {
        Type[] types = executable.getGenericParameterTypes();
        AnnotatedType[] annotated = executable.getAnnotatedParameterTypes();
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            String name = types[i].getTypeName();
            if (executable.isVarArgs() && i == types.length - 1) {
                name = name.substring(0, name.length() - "[]".length()) + "...";
            }
            parameters.add(nullable(annotated[i]) + name);
        }
        Type[] exceptions = executable.getGenericExceptionTypes();
        return "(" + String.join(", ", parameters) + ")"
                + (exceptions.length == 0 ? "" : " throws " + names(exceptions));
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & MODIFIERS);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String nullable(AnnotatedType type) {
        return Arrays.stream(type.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"))
                ? "@Nullable "
                : "";
    }

    private static String typeParameters(TypeVariable<?>[] parameters) {
        return parameters.length == 0
                ? ""
                : Arrays.stream(parameters).map(PublicApi::typeParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String typeParameter(TypeVariable<?> parameter) {
        Type[] bounds = parameter.getBounds();
        return bounds.length == 1 && bounds[0].equals(Object.class)
                ? parameter.getName()
                : parameter.getName() + " extends "
                        + Arrays.stream(bounds).map(Type::getTypeName).collect(Collectors.joining(" & "));
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }
}
