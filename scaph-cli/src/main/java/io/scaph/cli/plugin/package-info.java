/** Loads plugin jars. */
@NullMarked
package io.scaph.cli.plugin;

import org.jspecify.annotations.NullMarked;
