package io.scaph.profiler.internal.division;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadGroupsTest {
    @ParameterizedTest
    @CsvSource({
        "http-nio-8080-exec-12, http-nio-8080-exec-*",
        "ForkJoinPool.commonPool-worker-1, ForkJoinPool.commonPool-worker-*",
        "pool-3-thread-7, pool-3-thread-*",
        "main, main",
        "Thread-0, Thread-*",
        "42, *",
        "'', ''"
    })
    void theNumberAtTheEndOfANameIsLeftOut(String thread, String group) {
        assertThat(ThreadGroups.of(thread)).isEqualTo(group);
    }
}
