package io.scaph.containers;

import io.scaph.api.internal.text.FailureText;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides when to ask one source: as soon as there is a container that it may know, but at most every few seconds, with longer
 * and longer pauses while it fails or does not know the container; and every few minutes, because containers can be renamed.
 * Used by one thread.
 */
final class SourcePoller {
    static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(SourcePoller.class);

    /** The pause after a request for a container that the source did not know. */
    private record Pause(long untilNanos, long lengthNanos) {}

    private final NameSource source;
    private final Map<String, ContainerDescription> known = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private long notBeforeNanos;
    private long failurePauseNanos = PACE_NANOS;
    private long refreshNanos = Long.MAX_VALUE;
    private boolean isFailureLogged;

    SourcePoller(NameSource source) {
        this.source = source;
    }

    boolean mayKnow(ContainerIdentity container) {
        return source.mayKnow(container);
    }

    /** The description of a container by this source. */
    Optional<ContainerDescription> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Removes all other containers. */
    void retain(Set<String> ids) {
        known.keySet().retainAll(ids);
        pauses.keySet().retainAll(ids);
    }

    private boolean isNamed(ContainerIdentity container) {
        return find(container.id()).flatMap(ContainerDescription::name).isPresent();
    }

    /**
     * The time until the next request.
     *
     * @param containers those that the source may know
     * @param now the time, in ns since some moment, not negative
     * @return in ns; 0 if it can be asked at once
     */
    long waitNanos(Collection<ContainerIdentity> containers, long now) {
        if (containers.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long due = containers.stream()
                .filter(container -> !isNamed(container))
                .mapToLong(container -> pauses.getOrDefault(container.id(), new Pause(now, 0)).untilNanos)
                .reduce(refreshNanos, Math::min);
        return Math.max(0, Math.max(due, notBeforeNanos) - now);
    }

    /**
     * Asks the source.
     *
     * @param containers those that it may know
     * @param now the time, as above
     * @throws InterruptedException if the thread is interrupted
     */
    void poll(List<ContainerIdentity> containers, long now) throws InterruptedException {
        try {
            known.putAll(source.ask(containers));
        } catch (IOException e) {
            noteFailure(FailureText.reason(e), source.remedy(e), now);
            return;
        } catch (RuntimeException | LinkageError e) {
            // A parser may fail on a reply, or a library may be missing: energy is then measured without names.
            noteFailure(e.toString(), "report it, with what runs there", now);
            LOGGER.debug("asking {}", source.title(), e);
            return;
        }
        failurePauseNanos = PACE_NANOS;
        notBeforeNanos = now + PACE_NANOS;
        refreshNanos = now + REFRESH_NANOS;
        for (ContainerIdentity container : containers) {
            if (isNamed(container)) {
                pauses.remove(container.id());
            } else {
                pauses.compute(container.id(), (id, former) -> {
                    long length = former == null ? PACE_NANOS : Math.min(REFRESH_NANOS, 2 * former.lengthNanos);
                    return new Pause(now + length, length);
                });
            }
        }
        if (isFailureLogged) {
            isFailureLogged = false;
            LOGGER.info("{} returns names of containers again", source.title());
        }
    }

    private void noteFailure(String reason, String remedy, long now) {
        notBeforeNanos = now + failurePauseNanos;
        failurePauseNanos = Math.min(REFRESH_NANOS, 2 * failurePauseNanos);
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        LOGGER.atLevel(isFailureLogged ? Level.DEBUG : Level.INFO)
                .log("names of containers stay unknown: {}: {}; {}", source.title(), reason, remedy);
        isFailureLogged = true;
    }
}
