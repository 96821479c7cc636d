/** What can be done with scaph, a class each; {@code scaph-examples/run} starts them. */
@NullMarked
package io.scaph.examples;

import org.jspecify.annotations.NullMarked;
