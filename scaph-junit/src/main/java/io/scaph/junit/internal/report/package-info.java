/** Reports of what was measured, as JSON files. */
@NullMarked
package io.scaph.junit.internal.report;

import org.jspecify.annotations.NullMarked;
