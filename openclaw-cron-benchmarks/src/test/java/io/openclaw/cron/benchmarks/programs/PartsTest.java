package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void theNamesOfAPartsFiguresTellThePartAndTheFigure() {
        var figures = new TreeMap<>(Parts.of("history, page 2", Map.of("p50", 1.0, "p99", 2.0)));
        figures.putAll(Parts.of("history", Map.of("p50", 3.0)));
        figures.put("othersPercent", 4.0);
        assertThat(Parts.among(figures.keySet())).containsExactly("history", "history, page 2");
        assertThat(figures).containsEntry(Parts.prefix("history, page 2") + "p99", 2.0);
        assertThat(figures.keySet().stream().map(Parts::figure).distinct())
                .containsExactlyInAnyOrder("p50", "p99", "othersPercent");
    }

    @Test
    void aRunWithoutPartsHasNone() {
        assertThat(Parts.among(Map.of("p50", 1.0).keySet())).isEmpty();
    }
}
