/** Work on threads of its own, so that a device that does not reply delays nothing else. */
@NullMarked
package io.scaph.sensor.gpu.internal.task;

import org.jspecify.annotations.NullMarked;
