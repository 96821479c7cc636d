/** Examples of what scaph can do; {@code scaph-examples/run} runs them. */
@NullMarked
package io.scaph.examples;

import org.jspecify.annotations.NullMarked;
