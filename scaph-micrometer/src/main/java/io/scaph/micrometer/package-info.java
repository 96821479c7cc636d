/** Energy as meters of Micrometer. */
@NullMarked
package io.scaph.micrometer;

import org.jspecify.annotations.NullMarked;
