/**
 * Contains the entry point: open a {@link io.scaph.api.Monitor}, then measure with it.
 *
 * <pre>{@code
 * try (Monitor monitor = Monitor.open()) {
 *     System.out.println(monitor.measure(() -> work()));        // 2.41 J (2.30 to 2.52 J), 1.20 s, measured
 *     monitor.onInterval(Duration.ofSeconds(5), interval -> System.out.println(interval.processes()));
 *     ...
 * }
 * }</pre>
 */
@NullMarked
package io.scaph.api;

import org.jspecify.annotations.NullMarked;
