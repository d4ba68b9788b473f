package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryScriptTest {
    @Test
    void nothingIsLeftToFillIn() {
        assertThat(new HistoryScript("tables", 200, 2_000).statements())
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement).isNotBlank().doesNotContainPattern("<[a-z]+>"))
                .anySatisfy(statement -> assertThat(statement).contains("INSERT INTO tables.cron_jobs"));
    }

    /** Its id is made of the time at which the script says that it was made, and of its number. */
    @Test
    void theBusiestJobIsTheSecondOne() {
        var made = Instant.parse("2025-01-01T00:00:02Z");
        assertThat(HistoryScript.BUSIEST.getMostSignificantBits() >>> 16).isEqualTo(made.toEpochMilli());
        assertThat(HistoryScript.BUSIEST.getLeastSignificantBits() & 0xFFFF).isEqualTo(2);
    }
}
