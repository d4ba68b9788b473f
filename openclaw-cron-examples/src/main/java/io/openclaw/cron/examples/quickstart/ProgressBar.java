package io.openclaw.cron.examples.quickstart;

import java.util.Locale;

/** A bar of characters that every terminal has. */
final class ProgressBar {
    /** One less than a terminal of the usual width: a full line would wrap, and could not be drawn anew. */
    static final int FULL_WIDTH = 79;

    private static final int CELLS = 20;

    private ProgressBar() {}

    /** As in {@code [##########..........]  50 %  label}, cut at a width. */
    static String render(int percent, String label, int width) {
        var text = String.format(Locale.ROOT, "[%s] %3d %%  %s", cells(percent, 100, CELLS), percent, label);
        return text.length() <= width ? text : text.substring(0, width - 3) + "...";
    }

    /** A share of a whole, as so many characters. What is not nothing shows, and what is not all leaves a gap. */
    static String cells(long part, long whole, int cells) {
        var filled = whole == 0 ? 0 : Math.round((double) part * cells / whole);
        if (part > 0 && filled == 0) {
            filled = 1;
        }
        if (part < whole && filled == cells) {
            filled = cells - 1;
        }
        return "#".repeat((int) filled) + ".".repeat((int) (cells - filled));
    }
}
