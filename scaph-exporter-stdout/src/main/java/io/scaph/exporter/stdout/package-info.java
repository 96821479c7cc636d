/** Reports at regular intervals: a screen for people ({@code stdout}) or JSON for programs ({@code json}). */
@NullMarked
package io.scaph.exporter.stdout;

import org.jspecify.annotations.NullMarked;
