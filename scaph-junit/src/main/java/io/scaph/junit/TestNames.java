package io.scaph.junit;

import io.scaph.junit.internal.report.TestId;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What tests are called. */
final class TestNames {
    private static final String INVOCATION = "-invocation:#";

    private TestNames() {}

    static TestId of(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return new TestId(
                context.getRequiredTestClass().getName(),
                method.getName() + parameters,
                invocation(context),
                context.getDisplayName(),
                context.getUniqueId());
    }

    /**
     * Which invocation of a template: the display names of it and of the class's, if that has several too. Names stay the
     * same when arguments are put in front, and a wrong one would find no baseline, where a number would find another's.
     */
    private static String invocation(ExtensionContext context) {
        Deque<String> names = new ArrayDeque<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            String id = at.get().getUniqueId();
            if (id.substring(id.lastIndexOf('[') + 1).contains(INVOCATION)) {
                names.addFirst(at.get().getDisplayName());
            }
        }
        return String.join(" ", names);
    }
}
