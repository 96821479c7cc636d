/** Contains amounts of energy, in whole microjoules, with conversions to joules and watts. */
@NullMarked
package io.scaph.api.energy;

import org.jspecify.annotations.NullMarked;
