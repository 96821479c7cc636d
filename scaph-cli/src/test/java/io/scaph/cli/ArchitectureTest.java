package io.scaph.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know which. */
@AnalyzeClasses(packages = "io.scaph", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Packages of scaph-api that only our own modules may use: its module description exports them by name. */
    private static final String[] SHARED_INTERNALS = {"io.scaph.api.internal.text"};

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

    @ArchTest
    static final ArchRule internalPackagesStayInTheirModule = noClasses()
            .that()
            .resideOutsideOfPackages("io.scaph.api..", "io.scaph.recording..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.scaph.api.internal..").and(not(resideInAnyPackage(SHARED_INTERNALS))));

    /** These packages only: scaph-api exports them to no other module. */
    @ArchTest
    static final ArchRule recordingUsesTheInternalPackagesThatAreExportedToIt = noClasses()
            .that()
            .resideInAPackage("io.scaph.recording..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.scaph.api.internal..")
                    .and(not(resideInAnyPackage("io.scaph.api.internal.discovery", "io.scaph.api.internal.tick"))));

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
            .resideInAnyPackage("io.scaph.sensor..", "io.scaph.linux..")
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

    /** Calibration writes what a sensor reads, a service reports to systemd, exec starts a command: no provider does these. */
    @ArchTest
    static final ArchRule theCommandLineKnowsProvidersOnlyThroughTheSpi = noClasses()
            .that()
            .resideInAPackage("io.scaph.cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.scaph.exporter..", "io.scaph.sensor..", "io.scaph.linux..")
                    .and(not(resideInAnyPackage(
                            "io.scaph.sensor.estimation.calibration",
                            "io.scaph.linux.command",
                            "io.scaph.linux.systemd"))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.scaph.(**)").should().beFreeOfCycles();

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
