package io.scaph.linux.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that need no native call. */
class PerfEventGroupTest {
    private static final int SOFTWARE = 1;

    @Test
    void withoutJnaOpeningFailsEachTimeWithTheReason() throws Exception {
        // The platform's loader would delegate to the module that has JNA.
        try (URLClassLoader withoutJna = new URLClassLoader(new URL[] {here()}, null)) {
            Method open = withoutJna
                    .loadClass(PerfEventGroup.class.getName())
                    .getMethod("open", int.class, long[].class, int.class);

            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> open.invoke(null, SOFTWARE, new long[] {0}, 0))
                        .isInstanceOf(InvocationTargetException.class)
                        .cause()
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("no perf events: JNA is not there (add net.java.dev.jna:jna-jpms");
            }
        }
    }

    private static URL here() {
        return PerfEventGroup.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @ParameterizedTest
    @CsvSource({"1, EPERM (permission denied)", "13, EACCES (permission denied)"})
    void aRefusalIsToldApart(int number, String meaning) {
        assertThat(Errno.failure("perf_event_open(type 9)", number))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("perf_event_open(type 9): " + meaning);
    }

    @ParameterizedTest
    @CsvSource({"22, EINVAL (the kernel does not take this event here)", "38, ENOSYS (this kernel has no perf events)"})
    void aFailureNamesCallErrnoAndMeaning(int number, String meaning) {
        assertThat(Errno.failure("perf_event_open(type 9)", number))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("perf_event_open(type 9): " + meaning);
    }

    @Test
    void anUnknownErrnoIsGivenAsItIs() {
        assertThat(Errno.failure("read", 123)).hasMessage("read: errno 123");
    }
}
