package io.scaph.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/** Threads are made in one place. */
@AnalyzeClasses(packages = "io.scaph", importOptions = ImportOption.DoNotIncludeTests.class)
class ThreadFactoryTest {
    /** So that each is a daemon with a name, and keeps nothing of the thread that starts it. */
    @ArchTest
    static final ArchRule threadsComeFromOneFactory = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.scaph.api.internal.thread.BackgroundThreads")
            .and()
            // It loads everything else.
            .doNotHaveFullyQualifiedName("io.scaph.agent.AgentStart")
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
}
