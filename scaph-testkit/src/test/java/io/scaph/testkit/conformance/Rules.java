package io.scaph.testkit.conformance;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract as a plugin author does, and returns the broken rules. */
final class Rules {
    private Rules() {}

    static EngineExecutionResults run(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(contract))
                .execute();
    }

    static Set<String> brokenIn(Class<?> contract) {
        return names(run(contract).testEvents().failed());
    }

    static Set<String> brokenIn(Class<?> contract, String rule) {
        return names(EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectMethod(contract, rule))
                .execute()
                .testEvents()
                .failed());
    }

    static Set<String> names(Events events) {
        return events.stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replace("()", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
