package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.scaph.testkit.Allocation;
import java.lang.management.ManagementFactory;

/** The number of files that this process has open, where it is known. */
final class OpenFiles {
    private OpenFiles() {}

    private static long count() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }

    /** Other code of this JVM may open a few files at the same time, but not one for every second call. */
    static void requireNoneLeft(int calls, Allocation.Code code) throws Exception {
        // Classes are loaded, and stay open, the first time.
        code.run();
        long before = count();
        assumeTrue(before >= 0, "the number of open files is unknown on this system");
        for (int i = 0; i < calls; i++) {
            code.run();
        }
        long more = count() - before;
        assertTrue(more < calls / 2, () -> more + " files are left open by " + calls + " calls");
    }
}
