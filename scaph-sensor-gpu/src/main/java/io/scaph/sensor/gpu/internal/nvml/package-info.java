/** NVIDIA's GPUs, through NVML. */
@NullMarked
package io.scaph.sensor.gpu.internal.nvml;

import org.jspecify.annotations.NullMarked;
