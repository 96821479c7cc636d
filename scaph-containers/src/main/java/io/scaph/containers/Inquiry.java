package io.scaph.containers;

import io.scaph.api.internal.text.FailureText;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to ask one source: as soon as there is a container that it may know, but not more often than every few seconds, with
 * longer and longer pauses while it does not answer or does not know; and now and then, since containers get renamed. Used
 * by one thread.
 */
final class Inquiry {
    static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Inquiry.class);

    /** How long a container has been waited for. */
    private static final class Pause {
        long untilNanos;
        long lengthNanos = PACE_NANOS;
    }

    private final NameSource source;
    private final Map<String, ContainerDescription> told = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private long notBeforeNanos;
    private long failurePauseNanos = PACE_NANOS;
    private long refreshNanos = Long.MAX_VALUE;
    private boolean said;

    Inquiry(NameSource source) {
        this.source = source;
    }

    boolean concerns(ContainerIdentity subject) {
        return source.mayKnow(subject);
    }

    /** What the source told of a container. */
    @Nullable
    ContainerDescription told(String id) {
        return told.get(id);
    }

    /** Forgets a container. */
    void forget(String id) {
        told.remove(id);
        pauses.remove(id);
    }

    /**
     * When to ask.
     *
     * @param subjects those that concern this source
     * @param now the time, in ns since some moment, not negative
     * @return in how many ns; 0 for now
     */
    long waitNanos(Collection<ContainerIdentity> subjects, long now) {
        if (subjects.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long due = refreshNanos;
        for (ContainerIdentity subject : subjects) {
            ContainerDescription known = told.get(subject.id());
            if (known == null || known.name().isEmpty()) {
                Pause pause = pauses.get(subject.id());
                due = Math.min(due, pause == null ? now : pause.untilNanos);
            }
        }
        return Math.max(0, Math.max(due, notBeforeNanos) - now);
    }

    /**
     * Asks.
     *
     * @param subjects those that concern this source
     * @param now the time, as above
     * @throws InterruptedException if the thread is interrupted
     */
    void ask(List<ContainerIdentity> subjects, long now) throws InterruptedException {
        try {
            told.putAll(source.ask(subjects));
        } catch (IOException e) {
            failed(FailureText.reason(e), source.remedy(e), now);
            return;
        } catch (RuntimeException | LinkageError e) {
            // Whatever a reply may do to a parser, or a library that is missing: names are a comfort.
            failed(e.toString(), "report it, with what runs there", now);
            LOGGER.debug("asking {}", source.title(), e);
            return;
        }
        failurePauseNanos = PACE_NANOS;
        notBeforeNanos = now + PACE_NANOS;
        refreshNanos = now + REFRESH_NANOS;
        for (ContainerIdentity subject : subjects) {
            ContainerDescription known = told.get(subject.id());
            if (known != null && known.name().isPresent()) {
                pauses.remove(subject.id());
            } else {
                Pause pause = pauses.computeIfAbsent(subject.id(), id -> new Pause());
                pause.untilNanos = now + pause.lengthNanos;
                pause.lengthNanos = Math.min(REFRESH_NANOS, 2 * pause.lengthNanos);
            }
        }
        if (said) {
            said = false;
            LOGGER.info("{} tells names of containers now", source.title());
        }
    }

    private void failed(String reason, String remedy, long now) {
        notBeforeNanos = now + failurePauseNanos;
        failurePauseNanos = Math.min(REFRESH_NANOS, 2 * failurePauseNanos);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        String message = "names of containers stay unknown: {}: {}; {}";
        if (said) {
            LOGGER.debug(message, source.title(), reason, remedy);
        } else {
            said = true;
            LOGGER.info(message, source.title(), reason, remedy);
        }
    }
}
