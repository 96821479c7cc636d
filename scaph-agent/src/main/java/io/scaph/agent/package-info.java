/** What the application's class loader sees of the agent: the entry, and the loader of the rest. */
@NullMarked
package io.scaph.agent;

import org.jspecify.annotations.NullMarked;
