package io.scaph.junit;

import io.scaph.api.Monitor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Judges {@link EnergyBudget}s, which bring it along, and gives tests a {@link Monitor} as a parameter:
 *
 * <pre>{@code
 * @ExtendWith(EnergyExtension.class)
 * class ShopTest {
 *     @Test
 *     void checkoutIsCheap(Monitor monitor) {
 *         EnergyAssertions.assertThat(monitor.measure(() -> checkout())).usedAtMost(2.5);
 *     }
 * }
 * }</pre>
 *
 * <p>One monitor serves a whole run of tests: it is opened when it is first needed, with the best sensor that works here, and
 * closed in the end. To choose another sensor or policy, set the configuration parameters {@code scaph.sensor} and {@code
 * scaph.policy}. To give a class a monitor of its own:
 *
 * <pre>{@code
 * @RegisterExtension
 * static EnergyExtension energy = EnergyExtension.with(machine.monitor());
 * }</pre>
 *
 * <p>Where no sensor works, tests with a budget or a monitor as a parameter of their method are inconclusive, see
 * {@link EnergyBudget.Inconclusive}. Safe for use by several threads.
 */
public final class EnergyExtension
        implements BeforeAllCallback, BeforeEachCallback, InvocationInterceptor, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EnergyExtension.class);
    private static final String MONITOR = "monitor";
    private static final String MEASURING = "measuring";

    private final @Nullable Callable<Monitor> opener;
    private final boolean closing;

    /** Makes an extension that uses the monitor of the whole run; JUnit calls this. */
    public EnergyExtension() {
        this(null, false);
    }

    private EnergyExtension(@Nullable Callable<Monitor> opener, boolean closing) {
        this.opener = opener;
        this.closing = closing;
    }

    /**
     * An extension with a monitor of its own.
     *
     * @param monitor the monitor, which the extension does not close
     * @return the extension, for a field with {@code @RegisterExtension}
     */
    public static EnergyExtension with(Monitor monitor) {
        return new EnergyExtension(() -> monitor, false);
    }

    /**
     * An extension that opens a monitor of its own when it is first needed.
     *
     * @param opener opens it; may throw {@link io.scaph.api.spi.SensorUnavailableException}, which makes tests
     *     inconclusive
     * @return the extension, for a field with {@code @RegisterExtension}; it closes the monitor after the class, or after
     *     each test if the field is not static
     */
    public static EnergyExtension opening(Callable<Monitor> opener) {
        return new EnergyExtension(opener, true);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        offerMonitor(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        offerMonitor(context);
        Method method = context.getRequiredTestMethod();
        if (Arrays.asList(method.getParameterTypes()).contains(Monitor.class)) {
            // Whoever resolves a parameter can't abort a test, so it is done here.
            Optional<String> missing = monitor(context).unavailable();
            if (missing.isPresent()) {
                Settings.of(context).endInconclusive(budget(method), missing.get());
            }
        }
    }

    private void offerMonitor(ExtensionContext context) {
        if (opener != null) {
            MonitorHolder there = context.getStore(NAMESPACE).get(MONITOR, MonitorHolder.class);
            if (there == null || !there.isOf(this)) {
                context.getStore(NAMESPACE).put(MONITOR, new MonitorHolder(this, opener, closing));
            }
        }
    }

    private static MonitorHolder monitor(ExtensionContext context) {
        MonitorHolder given = context.getStore(NAMESPACE).get(MONITOR, MonitorHolder.class);
        if (given != null) {
            return given;
        }
        Settings settings = Settings.of(context);
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        MONITOR,
                        key -> new MonitorHolder(EnergyExtension.class, settings::openMonitor, true),
                        MonitorHolder.class);
    }

    private static Optional<EnergyBudget> budget(Method method) {
        return AnnotationSupport.findAnnotation(method, EnergyBudget.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Monitor.class;
    }

    @Override
    public Monitor resolveParameter(ParameterContext parameter, ExtensionContext context) {
        MonitorHolder holder = monitor(context);
        return holder.monitor()
                .orElseThrow(() -> new ParameterResolutionException(
                        "there is no monitor: " + holder.unavailable().orElse("it was closed")));
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        intercept(invocation, method, context);
    }

    private void intercept(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Optional<EnergyBudget> budget = budget(method.getExecutable());
        // Registered twice, by the annotation and by a field, it measures once.
        Object measuring = context.getStore(NAMESPACE).computeIfAbsent(MEASURING, key -> this);
        if (budget.isEmpty() || measuring != this) {
            invocation.proceed();
            return;
        }
        new BudgetedTest(budget.get(), Settings.of(context), context)
                .run(monitor(context), new TestBody(invocation, method, context));
    }
}
