package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void aPercentileIsTheSmallestValueThatSoManyPerCentDoNotExceed() {
        var percentiles = new Percentiles(LongStream.rangeClosed(1, 200).toArray());
        assertThat(percentiles.at(50)).isEqualTo(100);
        assertThat(percentiles.at(99)).isEqualTo(198);
        assertThat(percentiles.at(99.9)).isEqualTo(200);
        assertThat(percentiles.at(100)).isEqualTo(200);
        assertThat(percentiles.at(0)).isEqualTo(1);
    }

    @Test
    void itIsAlwaysOneOfTheValuesInWhateverOrderTheyCome() {
        var values = new long[] {30, 10, 20};
        assertThat(new Percentiles(values).at(50)).isEqualTo(20);
        assertThat(new Percentiles(values).at(67)).isEqualTo(30);
        assertThat(values).containsExactly(30, 10, 20);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThat(new Percentiles(new long[0]).at(99)).isNaN();
    }

    @Test
    void whatIsBelowALimitDoesNotReachIt() {
        assertThat(new Percentiles(new long[] {-2, -1, 0, 1}).below(0)).isEqualTo(2);
    }

    @Test
    void nanosecondsAreToldInMilliseconds() {
        assertThat(new Percentiles(new long[] {1_000_000, 2_500_000, 40_000_000}).millis())
                .isEqualTo(Map.of("p50", 2.5, "p99", 40.0, "p100", 40.0));
    }
}
