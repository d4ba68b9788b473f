package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.harness.Results.Result;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.programs.Parts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All runs of one workload: medians of each peer, or of each part of its runs, and which runs went wrong or were thrown away. */
final class WorkloadTable {
    private final Workload workload;
    private final List<Result> results;
    private final List<Column> columns;

    WorkloadTable(Workload workload, List<Result> all) {
        this.workload = workload;
        this.results =
                all.stream().filter(result -> result.workload() == workload).toList();
        this.columns = Column.of(workload.program());
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    String text() {
        var table = new StringBuilder("### " + workload.title() + "\n\n| |");
        columns.forEach(column -> table.append(" ").append(column.title()).append(" |"));
        table.append(" runs |\n|---|").append("--:|".repeat(columns.size() + 1)).append("\n");
        for (var peer : workload.peers()) {
            rows(table, peer);
        }
        remark(table, "Failed", result -> !result.disturbed() && !result.correct(), Result::faults);
        remark(table, "Thrown away", Result::disturbed, Result::disturbance);
        return table.toString();
    }

    private void rows(StringBuilder table, PeerKind peer) {
        var all = results.stream().filter(result -> result.peer() == peer).toList();
        if (all.isEmpty()) {
            return;
        }
        var good = all.stream().filter(result -> !result.disturbed()).toList();
        var wrong = good.stream().filter(result -> !result.correct()).count();
        var runs = good.size()
                + (wrong == 0 ? "" : ", " + wrong + " failed")
                + (all.size() == good.size() ? "" : ", " + (all.size() - good.size()) + " disturbed");
        var parts = Parts.among(figures(good));
        if (parts.isEmpty()) {
            row(table, peer.title(), good, "", runs);
        }
        for (var part : parts) {
            row(table, peer.title() + ", " + part, good, Parts.prefix(part), runs);
        }
    }

    private static Set<String> figures(List<Result> runs) {
        return runs.stream()
                .flatMap(run -> run.figures().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void row(StringBuilder table, String title, List<Result> runs, String prefix, String count) {
        table.append("| ").append(title).append(" |");
        columns.forEach(
                column -> table.append(" ").append(column.median(runs, prefix)).append(" |"));
        table.append(" ").append(count).append(" |\n");
    }

    private void remark(StringBuilder table, String word, Predicate<Result> which, Function<Result, String> reason) {
        var runs = results.stream()
                .filter(which)
                .map(result -> result.peer().title() + " (" + reason.apply(result) + ")")
                .collect(Collectors.joining("; "));
        if (!runs.isEmpty()) {
            table.append("\n").append(word).append(": ").append(runs).append(".\n");
        }
    }
}
