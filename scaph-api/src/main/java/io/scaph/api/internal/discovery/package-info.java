/** Which of the providers are used. */
@NullMarked
package io.scaph.api.internal.discovery;

import org.jspecify.annotations.NullMarked;
