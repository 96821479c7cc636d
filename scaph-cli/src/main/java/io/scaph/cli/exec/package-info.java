/** The command exec: runs a command and reports what it used. */
@NullMarked
package io.scaph.cli.exec;

import org.jspecify.annotations.NullMarked;
