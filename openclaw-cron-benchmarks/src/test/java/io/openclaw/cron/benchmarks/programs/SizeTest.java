package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SizeTest {
    private static final Size SIZE =
            Size.of(50_000, 10).beside(7).by(4).lasting(30).withHistory(10_000_000_000L);

    @Test
    void eachOptionChangesWhatItNamesAndNothingElse() {
        assertThat(SIZE.changedBy("jobs=2000")).isEqualTo(new Size(2_000, 7, 10, 4, 30, 10_000_000_000L));
        assertThat(SIZE.changedBy("others=8")).isEqualTo(new Size(50_000, 8, 10, 4, 30, 10_000_000_000L));
        assertThat(SIZE.changedBy("workers=50")).isEqualTo(new Size(50_000, 7, 50, 4, 30, 10_000_000_000L));
        assertThat(SIZE.changedBy("processes=2")).isEqualTo(new Size(50_000, 7, 10, 2, 30, 10_000_000_000L));
        assertThat(SIZE.changedBy("seconds=5")).isEqualTo(new Size(50_000, 7, 10, 4, 5, 10_000_000_000L));
        assertThat(SIZE.changedBy("rows=20000")).isEqualTo(new Size(50_000, 7, 10, 4, 30, 20_000));
    }

    @Test
    void anUnknownOptionIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> SIZE.changedBy("job=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("job=1")
                .hasMessageContaining("jobs=")
                .hasMessageContaining("rows=");
    }

    @Test
    void anotherProcessGetsTheSameSize() {
        assertThat(Size.of(SIZE.words())).isEqualTo(SIZE);
    }

    @Test
    void aSlowPeerGetsFewerJobsAndNeverMore() {
        assertThat(SIZE.atMost(5_000).jobs()).isEqualTo(5_000);
        assertThat(SIZE.atMost(5_000_000)).isEqualTo(SIZE);
    }
}
