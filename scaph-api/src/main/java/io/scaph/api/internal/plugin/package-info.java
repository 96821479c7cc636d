/** The boundary to plugins: how they are called, and in which order they are tried. */
@NullMarked
package io.scaph.api.internal.plugin;

import org.jspecify.annotations.NullMarked;
