package io.scaph.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
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
import io.scaph.api.Monitor;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which module may use which. */
@AnalyzeClasses(packages = "io.scaph", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** The internal packages of scaph-api that its module description exports, with the modules that may use them. */
    private static final Map<String, Set<String>> SHARED_INTERNALS =
            ModuleFinder.of(directory(Monitor.class)).findAll().stream()
                    .flatMap(module -> module.descriptor().exports().stream())
                    .filter(ModuleDescriptor.Exports::isQualified)
                    .collect(Collectors.toMap(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets));

    private static Path directory(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

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

    @ArchTest
    static final ArchRule theApiKnowsNobodyButTheJdkAndSlf4j = classes()
            .that()
            .resideInAPackage("io.scaph.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.scaph.api..",
                    "java..",
                    "jdk.jfr..",
                    "com.sun.management..",
                    "org.slf4j..",
                    "org.jspecify.annotations..");

    /** The class path has no modules: there only this test enforces it. */
    @ArchTest
    static final ArchRule internalPackagesAreUsedByThoseTheyAreExportedTo = noClasses()
            .that()
            .resideOutsideOfPackage("io.scaph.api..")
            .should(new ArchCondition<JavaClass>("use an internal package that is not exported to their module") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String used = dependency.getTargetClass().getPackageName();
                        boolean allowed = SHARED_INTERNALS.getOrDefault(used, Set.of()).stream()
                                .anyMatch(module -> (type.getPackageName() + ".").startsWith(module + "."));
                        if (used.startsWith("io.scaph.api.internal.") && !allowed) {
                            events.add(SimpleConditionEvent.satisfied(dependency, dependency.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule exportersDoNotKnowSensors = noClasses()
            .that()
            .resideInAPackage("io.scaph.exporter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.scaph.sensor..", "io.scaph.cli..");

    /** Virtual machines are a matter of Linux: the trees of the one are read by the other. */
    @ArchTest
    static final ArchRule exportersRunAnywhereButForThatOfVirtualMachines = noClasses()
            .that()
            .resideInAPackage("io.scaph.exporter..")
            .and()
            .resideOutsideOfPackage("io.scaph.exporter.qemu..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.scaph.linux..");

    @ArchTest
    static final ArchRule sensorsDoNotKnowExportersNorTheCommandLine = noClasses()
            .that()
            .resideInAnyPackage("io.scaph.sensor..", "io.scaph.linux..", "io.scaph.containers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.scaph.exporter..", "io.scaph.cli..");

    /** And there in few classes: where JNA is missing they can't even be loaded. */
    @ArchTest
    static final ArchRule nativeCodeIsCalledInScaphLinuxAndForNvmlOnly = noClasses()
            .that()
            .resideOutsideOfPackages("io.scaph.linux..", "io.scaph.sensor.gpu.internal.nvml..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    /** The calibration looks at the CPUs, a service reports to systemd, exec starts a command: no provider does these. */
    @ArchTest
    static final ArchRule theCommandLineKnowsProvidersOnlyThroughTheSpi = noClasses()
            .that()
            .resideInAPackage("io.scaph.cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.scaph.exporter..", "io.scaph.sensor..", "io.scaph.linux..", "io.scaph.containers..")
                    .and(not(resideInAnyPackage(
                            "io.scaph.linux.environment",
                            "io.scaph.linux.machine",
                            "io.scaph.linux.command",
                            "io.scaph.linux.systemd"))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.scaph.(**)")
            .should()
            .beFreeOfCycles()
            // A sealed interface names its only implementation.
            .ignoreDependency(
                    resideInAnyPackage(
                            "io.scaph.api.energy",
                            "io.scaph.api.scope",
                            "io.scaph.api.snapshot",
                            "io.scaph.api.workload",
                            "io.scaph.api.spi",
                            "io.scaph.api.topology"),
                    resideInAnyPackage(
                            "io.scaph.api.internal.counter",
                            "io.scaph.api.internal.interval",
                            "io.scaph.api.internal.meter",
                            "io.scaph.api.internal.plugin",
                            "io.scaph.api.internal.scope",
                            "io.scaph.api.internal.snapshot",
                            "io.scaph.api.internal.workload"));

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheJvm = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.scaph.cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule librariesDoNotPrint =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

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

    /** So that each is a daemon with a name, and keeps nothing of the thread that starts it. */
    @ArchTest
    static final ArchRule threadsComeFromOneFactory = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.scaph.api.internal.thread.BackgroundThreads")
            .should()
            .accessTargetWhere(makesThreads());

    @ArchTest
    static final ArchRule noClassIsAThread = noClasses().should().beAssignableTo(Thread.class);

    private static final String HTTP_CLIENT = "java.net.http.HttpClient";

    /** It has its own executor unless it is given one. */
    @ArchTest
    static final ArchRule httpClientsGetOurThreads = classes()
            .should(new ArchCondition<>("give HttpClient an executor") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean makes = calls(type, HTTP_CLIENT, "newBuilder");
                    boolean bare = calls(type, HTTP_CLIENT, "newHttpClient")
                            || (makes && !calls(type, HTTP_CLIENT + "$Builder", "executor"));
                    if (bare) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " makes an HttpClient without an executor"));
                    }
                }
            });

    private static boolean calls(JavaClass type, String owner, String method) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }

    private static DescribedPredicate<JavaAccess<?>> makesThreads() {
        return new DescribedPredicate<>("makes threads") {
            @Override
            public boolean test(JavaAccess<?> access) {
                JavaClass owner = access.getTargetOwner();
                String name = access.getTarget().getName();
                boolean isConstructor = name.equals(JavaConstructor.CONSTRUCTOR_NAME);
                if (owner.isAssignableTo(Thread.class)) {
                    return isConstructor || name.startsWith("of") || name.equals("startVirtualThread");
                }
                if (owner.isEquivalentTo(Executors.class)) {
                    return !takes(access, ThreadFactory.class);
                }
                if (owner.isEquivalentTo(CompletableFuture.class)) {
                    return name.endsWith("Async") && !takes(access, Executor.class);
                }
                if (owner.isAssignableTo(ThreadPoolExecutor.class)) {
                    return isConstructor && !takes(access, ThreadFactory.class);
                }
                return isConstructor && (owner.isAssignableTo(Timer.class) || owner.isAssignableTo(ForkJoinPool.class));
            }
        };
    }

    private static boolean takes(JavaAccess<?> access, Class<?> parameter) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(parameter));
    }

    @ArchTest
    static final ArchRule nothingIsCalledUtil =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..impl..");

    @ArchTest
    static final ArchRule loggersAreCalledLogger = fields().that()
            .haveRawType("org.slf4j.Logger")
            .and()
            .areStatic()
            .should()
            .haveName("LOGGER");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .that(new DescribedPredicate<JavaClass>("are package descriptions") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getSimpleName().equals("package-info");
                }
            })
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked");
}
