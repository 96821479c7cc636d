package io.scaph.exporter.top.internal.view;

/**
 * What a terminal can show.
 *
 * @param unicode whether it shows UTF-8; only ASCII is printed otherwise
 * @param color whether to use colors; only bold and inverse text otherwise
 */
public record DrawingStyle(boolean unicode, boolean color) {}
