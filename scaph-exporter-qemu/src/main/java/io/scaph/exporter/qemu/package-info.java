/**
 * Publishes for each QEMU virtual machine a tree like powercap's ({@code Documentation/power/powercap/powercap.rst} of the
 * kernel), so that programs inside can read the energy that the host has attributed to it.
 */
@NullMarked
package io.scaph.exporter.qemu;

import org.jspecify.annotations.NullMarked;
