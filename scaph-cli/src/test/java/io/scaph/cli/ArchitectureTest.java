package io.scaph.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.scaph.api.Monitor;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which module may use which, and what every class keeps to. */
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
    static final ArchRule librariesDoNotPrint = noClasses()
            .that()
            // Where the JVM enters the agent, there is no logger yet.
            .resideOutsideOfPackage("io.scaph.agent..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

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
