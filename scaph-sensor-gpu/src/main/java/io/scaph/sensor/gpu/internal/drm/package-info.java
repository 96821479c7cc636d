/** GPUs of the kernel's DRM drivers: their files in sysfs, and the usage of open devices in /proc. */
@NullMarked
package io.scaph.sensor.gpu.internal.drm;

import org.jspecify.annotations.NullMarked;
