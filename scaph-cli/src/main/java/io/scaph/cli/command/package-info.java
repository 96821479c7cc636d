/** What a command of the command line is, what it is given, and how the arguments are read. */
@NullMarked
package io.scaph.cli.command;

import org.jspecify.annotations.NullMarked;
