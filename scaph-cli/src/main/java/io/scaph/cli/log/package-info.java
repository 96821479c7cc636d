/** Standard error: the messages of the command line and the log. */
@NullMarked
package io.scaph.cli.log;

import org.jspecify.annotations.NullMarked;
