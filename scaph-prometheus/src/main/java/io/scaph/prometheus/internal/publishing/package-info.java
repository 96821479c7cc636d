/** What is published, made of the last tick when somebody asks. */
@NullMarked
package io.scaph.prometheus.internal.publishing;

import org.jspecify.annotations.NullMarked;
