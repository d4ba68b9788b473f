package io.openclaw.cron.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void durationsHaveTheUnitThatFits() {
        assertThat(Texts.duration(Duration.ofNanos(412_345))).isEqualTo("0.4 ms");
        assertThat(Texts.duration(Duration.ofMillis(38))).isEqualTo("38 ms");
        assertThat(Texts.duration(Duration.ofMillis(1_254))).isEqualTo("1.25 s");
        assertThat(Texts.duration(Duration.ofNanos(-300_000))).isEqualTo("-0.3 ms");
    }

    @Test
    void resultsAreCutAndListsLeftOut() {
        assertThat(Texts.result(null)).isEmpty();
        assertThat(Texts.result(Map.of("status", 200, "names", List.of("a")))).isEqualTo("status=200");
        assertThat(Texts.result(Map.of("text", "x".repeat(100)))).hasSize(80).endsWith("x...");
    }

    @Test
    void columnsStandBelowEachOther() {
        assertThat(new TextTable().row("a", "bbb").row("cc", "d").lines("  ")).containsExactly("  a   bbb", "  cc  d");
    }
}
