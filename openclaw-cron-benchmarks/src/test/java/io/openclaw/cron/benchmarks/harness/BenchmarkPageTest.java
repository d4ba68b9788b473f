package io.openclaw.cron.benchmarks.harness;

import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_ONE_TIME;
import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.benchmarks.harness.Results.Result;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkPageTest {
    @Test
    void whatPeopleWroteAroundTheFiguresIsKept(@TempDir Path folder) throws Exception {
        var page = folder.resolve("page.md");
        Files.writeString(page, "Before.\n<!-- figures -->\nold\n<!-- end of figures -->\nAfter.\n");
        new BenchmarkPage(List.of(drained(OPENCLAW, 8_000))).write(page);
        new BenchmarkPage(List.of(drained(OPENCLAW, 9_000))).write(page);
        assertThat(page)
                .content()
                .startsWith("Before.\n<!-- figures -->\n")
                .endsWith("<!-- end of figures -->\nAfter.\n")
                .contains("| 9,000 |")
                .doesNotContain("old", "8,000");
    }

    @Test
    void eachPeerHasARowOfMediansInTheOrderOfTheWorkload() {
        var text = table(
                Workload.DRAIN_10,
                drained(DB_SCHEDULER_ONE_TIME, 4_000),
                drained(OPENCLAW, 7_000),
                drained(OPENCLAW, 9_000),
                drained(OPENCLAW, 8_500));
        assertThat(text.lines().filter(line -> line.startsWith("| ")).skip(1))
                .containsExactly(
                        "| OpenClaw Cron, PostgreSQL | 8,500 | – | – | – | – | – | – | 3 |",
                        "| db-scheduler, lock-and-fetch, one-time | 4,000 | – | – | – | – | – | – | 1 |");
    }

    @Test
    void theMedianOfAnEvenNumberOfRunsIsBetweenTheMiddleTwo() {
        var runs = List.of(
                drained(OPENCLAW, 1_000), drained(OPENCLAW, 9_000), drained(OPENCLAW, 4_000), drained(OPENCLAW, 3_000));
        assertThat(new Column("per second", "perSecond", "%,.0f").median(runs, ""))
                .isEqualTo("3,500");
    }

    @Test
    void aDisturbedRunIsThrownAwayAndCountedAndSoIsAFailedOneCounted() {
        var text = table(
                Workload.DRAIN_10,
                drained(OPENCLAW, 8_000),
                new Result(Workload.DRAIN_10, OPENCLAW, Map.of("perSecond", 1.0, "othersPercent", 20.0)),
                new Result(Workload.DRAIN_10, OPENCLAW, Map.of("perSecond", 8_000.0, "repeated", 2.0)));
        assertThat(text)
                .contains("| OpenClaw Cron, PostgreSQL | 8,000 |")
                .contains("| 2, 1 failed, 1 disturbed |")
                .contains("Failed: OpenClaw Cron, PostgreSQL (2 repeated).")
                .contains("Thrown away: OpenClaw Cron, PostgreSQL (others took 20 % of the machine).");
    }

    @Test
    void theTableOfARunInPartsHasARowForEachOfThem() {
        var text = table(
                Workload.QUERIES,
                new Result(
                        Workload.QUERIES,
                        OPENCLAW,
                        Map.of(
                                "history: p50",
                                0.5,
                                "history: p99",
                                2.0,
                                "jobs by name: p50",
                                1.0,
                                "othersPercent",
                                1.0)));
        assertThat(text)
                .contains("| OpenClaw Cron, PostgreSQL, history | 0.50 | 2.00 | 1 |")
                .contains("| OpenClaw Cron, PostgreSQL, jobs by name | 1.00 | – | 1 |");
    }

    @Test
    void aWorkloadWithoutResultsHasNoTable() {
        assertThat(new BenchmarkPage(List.of(drained(OPENCLAW, 1))).tables())
                .contains(Workload.DRAIN_10.title())
                .doesNotContain(Workload.DRAIN_50.title());
    }

    private static String table(Workload workload, Result... results) {
        return new WorkloadTable(workload, List.of(results)).text();
    }

    private static Result drained(PeerKind peer, double perSecond) {
        return new Result(Workload.DRAIN_10, peer, Map.of("perSecond", perSecond));
    }
}
