/** Reports at a steady pace: as a screen for people ({@code stdout}), or as JSON for programs ({@code json}). */
@NullMarked
package io.scaph.exporter.stdout;

import org.jspecify.annotations.NullMarked;
