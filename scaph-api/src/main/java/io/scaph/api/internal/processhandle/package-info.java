/** Processes as plain Java tells them: on any system, at some cost. */
@NullMarked
package io.scaph.api.internal.processhandle;

import org.jspecify.annotations.NullMarked;
