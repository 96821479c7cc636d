/** What the agent runs, in a class loader of its own. */
@NullMarked
package io.scaph.agent.inside;

import org.jspecify.annotations.NullMarked;
