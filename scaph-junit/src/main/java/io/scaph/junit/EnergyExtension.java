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
 * Judges {@link EnergyBudget}s, which register it, and gives tests a {@link Monitor} as a parameter:
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
 * <p>One monitor serves the whole run: it is opened on first use, with the best sensor that works here, and closed at the end.
 * The configuration parameters {@code scaph.sensor} and {@code scaph.policy} select another sensor or policy. To give a class its
 * own monitor:
 *
 * <pre>{@code
 * @RegisterExtension
 * static EnergyExtension energy = EnergyExtension.with(machine.monitor());
 * }</pre>
 *
 * <p>Where no sensor works, tests with a budget or a monitor parameter are inconclusive, see
 * {@link EnergyBudget.Inconclusive}. Safe for use by several threads.
 */
public final class EnergyExtension
        implements BeforeAllCallback, BeforeEachCallback, InvocationInterceptor, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EnergyExtension.class);
    private static final String MONITOR = "monitor";
    private static final String MEASURING = "measuring";

    private final @Nullable Callable<Monitor> opener;
    private final boolean closing;

    /** An extension that uses the monitor of the whole run; called by JUnit. */
    public EnergyExtension() {
        this(null, false);
    }

    private EnergyExtension(@Nullable Callable<Monitor> opener, boolean closing) {
        this.opener = opener;
        this.closing = closing;
    }

    /**
     * An extension with its own monitor.
     *
     * @param monitor the monitor, which the extension does not close
     * @return the extension, for a field with {@code @RegisterExtension}
     */
    public static EnergyExtension with(Monitor monitor) {
        return new EnergyExtension(() -> monitor, false);
    }

    /**
     * An extension that opens its own monitor on first use.
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
            // A parameter resolver can't abort a test, so this is done here.
            Optional<String> missing = monitor(context).unavailable();
            if (missing.isPresent()) {
                new Settings(context).endInconclusive(budget(method), missing.get());
            }
        }
    }

    private void offerMonitor(ExtensionContext context) {
        if (opener != null) {
            MonitorHolder present = context.getStore(NAMESPACE).get(MONITOR, MonitorHolder.class);
            if (present == null || !present.isOf(this)) {
                context.getStore(NAMESPACE).put(MONITOR, new MonitorHolder(this, opener, closing));
            }
        }
    }

    private static MonitorHolder monitor(ExtensionContext context) {
        MonitorHolder given = context.getStore(NAMESPACE).get(MONITOR, MonitorHolder.class);
        if (given != null) {
            return given;
        }
        Settings settings = new Settings(context);
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
        // Registered by the annotation and by a field, it measures only once.
        Object measuring = context.getStore(NAMESPACE).computeIfAbsent(MEASURING, key -> this);
        if (budget.isEmpty() || measuring != this) {
            invocation.proceed();
            return;
        }
        new BudgetedTest(budget.get(), new Settings(context), context)
                .run(monitor(context), new TestBody(invocation, method, context));
    }
}
