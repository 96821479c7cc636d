/** Contains the records behind processes and their groups. */
@NullMarked
package io.scaph.api.internal.workload;

import org.jspecify.annotations.NullMarked;
