package io.scaph.api.snapshot;

import io.scaph.api.internal.interval.UsageValue;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;

/**
 * The energy and power of a domain, device, container, job, unit or user in an {@link Interval}. Immutable.
 *
 * @param <T> the type of the subject: {@link io.scaph.api.topology.Domain}, {@link Container}, {@link Job}, {@link Unit} or
 *     {@link User}
 */
public sealed interface SubjectUsage<T> extends Usage permits UsageValue.OfSubject {
    /**
     * Returns what used the energy.
     *
     * @return the domain, container, job, unit or user
     */
    T subject();
}
