package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.scaph.testkit.Allocation;
import java.lang.management.ManagementFactory;

/** How many files this process holds open, where that is known. */
final class OpenFiles {
    private OpenFiles() {}

    private static long count() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }

    /** Others in this JVM may open a few files at the same time, but not one for each of so many calls. */
    static void requireNoneLeft(int calls, Allocation.Code code) throws Exception {
        // Classes are loaded, and stay open, the first time.
        code.run();
        long before = count();
        assumeTrue(before >= 0, "this system does not tell how many files are open");
        for (int i = 0; i < calls; i++) {
            code.run();
        }
        long more = count() - before;
        assertTrue(more < calls / 2, () -> more + " files are left open by " + calls + " calls");
    }
}
