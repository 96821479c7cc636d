/** What scaph itself costs: JMH benchmarks, and a comparison with C. */
@NullMarked
package io.scaph.benchmarks;

import org.jspecify.annotations.NullMarked;
