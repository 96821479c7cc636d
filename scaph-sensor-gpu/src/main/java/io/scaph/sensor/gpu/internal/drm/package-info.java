/** GPUs as the kernel's DRM drivers show them: in sysfs, and in what /proc tells of open devices. */
@NullMarked
package io.scaph.sensor.gpu.internal.drm;

import org.jspecify.annotations.NullMarked;
