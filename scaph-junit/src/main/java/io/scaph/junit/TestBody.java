package io.scaph.junit;

import io.scaph.junit.internal.profile.RepeatableBody;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The body of a test. JUnit runs {@code @BeforeEach} before the first run and {@code @AfterEach} after the last; this class runs
 * them between two runs, in JUnit's order.
 */
final class TestBody implements RepeatableBody {
    private final Invocation<@Nullable Void> first;
    private final ReflectiveInvocationContext<Method> method;
    private final ExtensionContext context;
    private boolean fresh = true;
    private boolean begun;

    /**
     * The body of a test, not run yet.
     *
     * @param first the run that JUnit asks for
     * @param method the method, to run it again
     * @param context its test
     */
    TestBody(Invocation<@Nullable Void> first, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        this.first = first;
        this.method = method;
        this.context = context;
    }

    /** Runs {@code @AfterEach} and {@code @BeforeEach} between two runs; not measured. */
    @Override
    public void prepare() {
        if (!fresh) {
            List<Object> instances =
                    new ArrayList<>(context.getRequiredTestInstances().getAllInstances());
            Collections.reverse(instances);
            call(AfterEach.class, HierarchyTraversalMode.BOTTOM_UP, instances);
            Collections.reverse(instances);
            call(BeforeEach.class, HierarchyTraversalMode.TOP_DOWN, instances);
            fresh = true;
        }
    }

    private void call(Class<? extends Annotation> annotation, HierarchyTraversalMode order, List<Object> instances) {
        for (Object instance : instances) {
            for (Method found : AnnotationSupport.findAnnotatedMethods(instance.getClass(), annotation, order)) {
                context.getExecutableInvoker().invoke(found, instance);
            }
        }
    }

    @Override
    public void run() throws Throwable {
        fresh = false;
        if (begun) {
            ReflectionSupport.invokeMethod(
                    method.getExecutable(),
                    method.getTarget().orElse(null),
                    method.getArguments().toArray());
        } else {
            begun = true;
            first.proceed();
        }
    }

    @Override
    public String frame() {
        Method body = method.getExecutable();
        return body.getDeclaringClass().getName() + "." + body.getName();
    }

    /** Skips the run that JUnit asked for. */
    void skip() {
        first.skip();
    }
}
