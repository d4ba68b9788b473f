package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Usage BEFORE = new Usage(5_000_000_000L, 10, 100, 1_000, 20_000, 30_000, 100_000);
    /** Two seconds later: the server took 0.2 s, the JVM 0.6 s, others 0.1 s. */
    private static final Usage AFTER = new Usage(7_000_000_000L, 20, 500, 21_000, 220_000, 630_000, 1_000_000);

    @Test
    void whatWasUsedIsToldForEachExecutionWithPageImagesApart() {
        assertThat(AFTER.since(BEFORE, 4_000, 100))
                .containsEntry("commits", 0.1)
                .containsEntry("rows", 4.0)
                .containsEntry("walBytes", 160.0)
                .containsEntry("imageBytes", 40.0)
                .containsEntry("serverMicros", 2_000.0)
                .containsEntry("jvmMicros", 6_000.0);
    }

    @Test
    void othersAreWhatNeitherTheServerNorTheJvmHasUsedOfAllCores() {
        var cores = Runtime.getRuntime().availableProcessors();
        assertThat(AFTER.othersPercent(BEFORE)).isCloseTo(5.0 / cores, within(1e-9));
        assertThat(AFTER.since(BEFORE, 0, 1).get("othersPercent")).isCloseTo(5.0 / cores, within(1e-9));
    }

    @Test
    void idleCostIsWhatIsMoreThanBeforeTheStartInPerCentOfOneCore() {
        var with = AFTER.percentOfCore(BEFORE);
        assertThat(with.get("server")).isCloseTo(10, within(1e-9));
        assertThat(with.get("jvm")).isCloseTo(30, within(1e-9));
        var figures = Idle.figures(Map.of("server", 4.0, "jvm", 1.0, "others", 0.0), with);
        assertThat(figures.get("serverPercent")).isCloseTo(6, within(1e-9));
        assertThat(figures.get("jvmPercent")).isCloseTo(29, within(1e-9));
        assertThat(figures.get("bothPercent")).isCloseTo(35, within(1e-9));
    }
}
