/** The command line: {@code scaph [options] EXPORTER [options]}. */
@NullMarked
package io.scaph.cli;

import org.jspecify.annotations.NullMarked;
