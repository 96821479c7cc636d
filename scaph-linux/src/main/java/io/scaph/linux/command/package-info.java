/** Starts a command with exactly what this process was given, and passes signals on to it. */
@NullMarked
package io.scaph.linux.command;

import org.jspecify.annotations.NullMarked;
