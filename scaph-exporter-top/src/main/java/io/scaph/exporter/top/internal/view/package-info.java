/** What the screen shows: the lines of the table, what keys change in it, and how it is drawn. Nothing here knows a terminal. */
@NullMarked
package io.scaph.exporter.top.internal.view;

import org.jspecify.annotations.NullMarked;
