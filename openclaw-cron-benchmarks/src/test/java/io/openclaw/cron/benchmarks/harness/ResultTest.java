package io.openclaw.cron.benchmarks.harness;

import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.benchmarks.harness.Results.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTest {
    @Test
    void whatIsKeptInTheFileIsReadAgain(@TempDir Path folder) throws Exception {
        var results = new Results(folder.resolve("results.tsv"));
        var first = result(Map.of("perSecond", 8_000.125, "jobs by name, page 2: p50", 1.5));
        var second = new Result(Workload.QUERIES, OPENCLAW, Map.of("p50", 2.0));
        results.add(first);
        results.add(second);
        assertThat(results.read()).containsExactly(first, second);
    }

    @Test
    void aRunIsCorrectIfNothingWasMissedRepeatedUnrecordedOrEarly() {
        assertThat(result(Map.of("missed", 0.0, "repeated", 0.0, "perSecond", 1.0))
                        .correct())
                .isTrue();
        assertThat(result(Map.of("missed", 1_200.0, "early", 3.0)).faults()).isEqualTo("1,200 missed, 3 early");
        assertThat(result(Map.of("unrecorded", 1.0)).correct()).isFalse();
        // Recorded more often than called: two wrongs.
        assertThat(result(Map.of("unrecorded", -1.0)).correct()).isFalse();
    }

    @Test
    void faultsOfItsPartsAreFaultsOfTheRun() {
        var parts = result(Map.of("drain: repeated", 2.0, "on every second: repeated", 3.0, "drain: missed", 0.0));
        assertThat(parts.correct()).isFalse();
        assertThat(parts.faults()).isEqualTo("5 repeated");
    }

    @Test
    void aRunThatMeasuredNothingFailed() {
        assertThat(result(Map.of()).correct()).isFalse();
    }

    @Test
    void aRunIsDisturbedIfOthersTookMoreThanFivePerCentDuringItOrAPartOfIt() {
        assertThat(result(Map.of("othersPercent", 5.0)).disturbed()).isFalse();
        assertThat(result(Map.of("othersPercent", 5.1)).disturbed()).isTrue();
        assertThat(result(Map.of("othersPercent", 1.0, "drain: othersPercent", 9.0))
                        .disturbance())
                .isEqualTo("others took 9 % of the machine");
    }

    private static Result result(Map<String, Double> figures) {
        return new Result(Workload.DRAIN_10, OPENCLAW, figures);
    }
}
