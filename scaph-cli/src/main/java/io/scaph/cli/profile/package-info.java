/** {@code scaph profile}, and the agent that makes profiles. */
@NullMarked
package io.scaph.cli.profile;

import org.jspecify.annotations.NullMarked;
