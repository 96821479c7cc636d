/** Processes as {@link java.lang.ProcessHandle} shows them: on any system, at a higher cost. */
@NullMarked
package io.scaph.api.internal.processhandle;

import org.jspecify.annotations.NullMarked;
