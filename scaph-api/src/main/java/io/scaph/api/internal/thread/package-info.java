/** Makes all threads of scaph: daemons that keep nothing of the application. */
@NullMarked
package io.scaph.api.internal.thread;

import org.jspecify.annotations.NullMarked;
