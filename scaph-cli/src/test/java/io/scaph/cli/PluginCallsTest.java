package io.scaph.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plugins are called, and their errors caught, in one place. */
@AnalyzeClasses(packages = "io.scaph", importOptions = ImportOption.DoNotIncludeTests.class)
class PluginCallsTest {
    private static final String GUARD = "io.scaph.api.internal.plugin.PluginGuard";
    /** Its constructor of two parameters asks a sensor. */
    private static final String OPEN_SENSOR = "io.scaph.api.internal.plugin.OpenSensor";

    private static final Set<String> PLUGINS = Stream.of(
                    Sensor.class,
                    SensorProvider.class,
                    Exporter.class,
                    ExporterProvider.class,
                    WorkloadSource.class,
                    WorkloadSourceProvider.class)
            .map(Class::getName)
            .collect(Collectors.toSet());

    /**
     * A call counts as guarded if it is in a lambda or is a method reference, in a method that uses the guard. Sensors may call
     * their own parts, the rules for plugins call plugins on purpose.
     */
    @ArchTest
    static final ArchRule pluginsAreCalledThroughTheGuard = noClasses()
            .that()
            .resideOutsideOfPackages("io.scaph.api.spi", "io.scaph.sensor..", "io.scaph.testkit..")
            .and()
            .doNotHaveFullyQualifiedName(OPEN_SENSOR)
            .and()
            // A source itself, which is called through the guard.
            .doNotHaveFullyQualifiedName("io.scaph.cli.exec.CommandWorkloads")
            .should()
            .accessTargetWhere(callsAPluginUnguarded());

    private static DescribedPredicate<JavaAccess<?>> callsAPluginUnguarded() {
        return new DescribedPredicate<>("calls a plugin without the guard") {
            @Override
            public boolean test(JavaAccess<?> access) {
                String owner = access.getTargetOwner().getName();
                boolean isPlugin = PLUGINS.contains(owner)
                        || (owner.equals(OPEN_SENSOR)
                                && access.getTarget() instanceof CodeUnitAccessTarget target
                                && target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                                && target.getRawParameterTypes().size() == 2);
                boolean isDeferred = access.isDeclaredInLambda() || access instanceof JavaMethodReference;
                // Of Object: javac 25 names the interface that it is called on.
                boolean asksForClass = access.getTarget().getName().equals("getClass");
                return isPlugin && !asksForClass && !(isDeferred && usesGuard(access.getOrigin()));
            }
        };
    }

    private static boolean usesGuard(JavaCodeUnit method) {
        return method.getAccessesFromSelf().stream()
                .anyMatch(access -> access.getTargetOwner().getName().equals(GUARD));
    }

    /**
     * Native calls, and libraries that may be missing, are caught where they are made; all else that throws an error is a
     * plugin.
     */
    @ArchTest
    static final ArchRule errorsAreCaughtByTheGuard = classes()
            .that()
            .doNotHaveFullyQualifiedName(GUARD)
            .and()
            .resideOutsideOfPackages(
                    "io.scaph.api.internal.flight", "io.scaph.linux.jna", "io.scaph.sensor.gpu.internal.nvml")
            .and()
            .doNotHaveFullyQualifiedName("io.scaph.containers.SourcePoller")
            .and()
            .doNotHaveFullyQualifiedName("io.scaph.sensor.gpu.GpuFinder")
            .should(new ArchCondition<>("not catch errors") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaCodeUnit method : type.getCodeUnits()) {
                        method.getTryCatchBlocks().stream()
                                .flatMap(block -> block.getCaughtThrowables().stream())
                                .filter(caught -> caught.isAssignableTo(Error.class))
                                .forEach(caught -> events.add(SimpleConditionEvent.violated(
                                        type, method.getFullName() + " catches " + caught.getName())));
                    }
                }
            });
}
