/** Energy as a value: whole microjoules, with joules and watts at the edge. */
@NullMarked
package io.scaph.api.energy;

import org.jspecify.annotations.NullMarked;
