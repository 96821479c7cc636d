package io.scaph.exporter.top.internal.view;

import java.util.List;
import org.jline.utils.AttributedString;

/**
 * A page for a terminal.
 *
 * @param lines at most as many as the terminal has, and none wider than it
 * @param firstRow the number of the first row of the table that is shown, from 0
 * @param visibleRows how many rows are shown
 * @param allRows how many rows the table has
 */
public record DrawnPage(List<AttributedString> lines, int firstRow, int visibleRows, int allRows) {
    /** A page that shows nothing. */
    public static final DrawnPage EMPTY = of(List.of());

    /** A page without a table. */
    static DrawnPage of(List<AttributedString> lines) {
        return new DrawnPage(List.copyOf(lines), 0, 0, 0);
    }
}
