package io.openclaw.cron.examples.commandline;

import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand below each other. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; the first is the heading, and all have as many cells. */
    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, indented. */
    public List<String> lines(String indent) {
        var widths = new int[rows.get(0).size()];
        for (var row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> indent + line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
