package io.scaph.api.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackgroundThreadsTest {
    private static final InheritableThreadLocal<String> OF_THE_APPLICATION = new InheritableThreadLocal<>();

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    /** As a thread of an application in a server. */
    @BeforeEach
    void enterTheApplication() {
        OF_THE_APPLICATION.set("kept");
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]));
    }

    @AfterEach
    void leaveTheApplication() {
        OF_THE_APPLICATION.remove();
        Thread.currentThread().setContextClassLoader(before);
        Thread.interrupted();
    }

    @Test
    void aThreadIsADaemonWithAName() {
        Thread thread = BackgroundThreads.create("scaph-test", () -> {});

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("scaph-test");
    }

    @Test
    void aThreadInheritsNothingOfTheApplication() throws Exception {
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        AtomicReference<String> local = new AtomicReference<>("unset");

        BackgroundThreads.start("scaph-test", () -> {
                    loader.set(Thread.currentThread().getContextClassLoader());
                    local.set(OF_THE_APPLICATION.get());
                })
                .join();

        assertThat(loader.get()).isSameAs(BackgroundThreads.class.getClassLoader());
        assertThat(local.get()).isNull();
    }

    @Test
    void theThreadsOfAPoolAreNumbered() {
        ThreadFactory factory = BackgroundThreads.factory("scaph-pool");

        assertThat(factory.newThread(() -> {}).getName()).isEqualTo("scaph-pool-0");
        assertThat(factory.newThread(() -> {}).getName()).isEqualTo("scaph-pool-1");
    }

    @Test
    void aCallReturnsWhatTheWorkReturnsFromAnotherThread() {
        Thread worker = BackgroundThreads.call("scaph-test", Thread::currentThread);

        assertThat(worker).isNotSameAs(Thread.currentThread());
        assertThat(worker.getName()).isEqualTo("scaph-test");
    }

    @Test
    void aCallThrowsWhatTheWorkThrows() {
        IOException checked = new IOException("on purpose");
        Error error = new Error("on purpose");

        assertThatThrownBy(() -> BackgroundThreads.<Void, IOException>call("scaph-test", () -> {
                    throw checked;
                }))
                .isSameAs(checked);
        assertThatThrownBy(() -> BackgroundThreads.<Void, IOException>call("scaph-test", () -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void theWorkDoesNotSeeAnEarlierInterruptAndTheCallerKeepsIt() {
        Thread.currentThread().interrupt();

        boolean seen = BackgroundThreads.call(
                "scaph-test", () -> Thread.currentThread().isInterrupted());

        assertThat(seen).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptDuringTheCallReachesTheWorkAndTheCallerKeepsIt() {
        Thread caller = Thread.currentThread();

        boolean reached = BackgroundThreads.call("scaph-test", () -> {
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });

        assertThat(reached).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aThreadIsWaitedForThoughTheCallerIsInterrupted() {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = BackgroundThreads.start("scaph-test", () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.currentThread().interrupt();

        boolean early = BackgroundThreads.join(thread, 20);
        end.countDown();
        boolean ended = BackgroundThreads.join(thread, 10_000);

        assertThat(early).isFalse();
        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
