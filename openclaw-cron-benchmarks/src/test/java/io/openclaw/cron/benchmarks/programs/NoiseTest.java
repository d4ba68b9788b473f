package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoiseTest {
    @Test
    void noThreadWakesEarlyAndTheSlowestPieceOfWorkIsNotFasterThanTheFastest() {
        var noise = Noise.measure();
        assertThat(noise).containsOnlyKeys("hiccupMs", "spinRatio");
        assertThat(noise.get("hiccupMs")).isPositive();
        assertThat(noise.get("spinRatio")).isGreaterThanOrEqualTo(1);
    }
}
