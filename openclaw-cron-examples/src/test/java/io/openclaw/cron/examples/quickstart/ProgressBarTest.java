package io.openclaw.cron.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressBarTest {
    @Test
    void itFillsFromLeftToRight() {
        assertThat(ProgressBar.render(0, "x", 79)).isEqualTo("[....................]   0 %  x");
        assertThat(ProgressBar.render(50, "x", 79)).isEqualTo("[##########..........]  50 %  x");
        assertThat(ProgressBar.render(100, "x", 79)).isEqualTo("[####################] 100 %  x");
    }

    @Test
    void itLooksEmptyOrFullOnlyIfItIs() {
        assertThat(ProgressBar.cells(1, 100, 20)).isEqualTo("#" + ".".repeat(19));
        assertThat(ProgressBar.cells(99, 100, 20)).isEqualTo("#".repeat(19) + ".");
        assertThat(ProgressBar.cells(0, 0, 5)).isEqualTo(".....");
        assertThat(ProgressBar.cells(3, 3, 5)).isEqualTo("#####");
    }

    @Test
    void aLongLabelIsCutAtTheWidth() {
        assertThat(ProgressBar.render(50, "x".repeat(100), 79)).hasSize(79).endsWith("xxx...");
        assertThat(ProgressBar.render(50, "x".repeat(49), 79)).hasSize(79).endsWith("xxxx");
    }
}
