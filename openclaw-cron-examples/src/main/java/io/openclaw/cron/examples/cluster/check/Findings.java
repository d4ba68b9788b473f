package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.examples.commandline.TextTable;
import java.util.ArrayList;
import java.util.List;

/** What the checks have found: figures, and whatever must not be. Not thread-safe. */
public final class Findings {
    private static final int SHOWN = 5;

    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, String value, boolean mustBeNone, List<String> offences) {}

    /** Adds a figure. */
    public void figure(String name, String value) {
        rows.add(new Row(name, value, false, List.of()));
    }

    /** Adds a figure. */
    public void figure(String name, long value) {
        figure(name, String.valueOf(value));
    }

    /** Adds what must not be, one sentence for each time that it was all the same. */
    public void none(String name, List<String> offences) {
        rows.add(new Row(name, String.valueOf(offences.size()), true, List.copyOf(offences)));
    }

    /** All that should not have been, one sentence each. */
    public List<String> offences() {
        return rows.stream().flatMap(row -> row.offences().stream()).toList();
    }

    /** A table for people, and below it the first of what should not have been. */
    public List<String> lines() {
        var table = new TextTable();
        rows.forEach(row -> table.row(row.name(), row.value(), verdict(row)));
        var lines = new ArrayList<>(table.lines("  "));
        rows.stream().filter(row -> !row.offences().isEmpty()).forEach(row -> {
            lines.add("");
            lines.add(row.name() + ":");
            row.offences().stream().limit(SHOWN).forEach(offence -> lines.add("  " + offence));
            if (row.offences().size() > SHOWN) {
                lines.add("  ... and " + (row.offences().size() - SHOWN) + " more");
            }
        });
        return lines;
    }

    private static String verdict(Row row) {
        if (!row.mustBeNone()) {
            return "";
        }
        return row.offences().isEmpty() ? "ok" : "VIOLATED";
    }
}
