package io.openclaw.cron.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, false, UTF_8);

    @Test
    void aTerminalKeepsTheBarBelowTheLines() {
        var screen = Screen.on(out, true);

        screen.line("first");
        screen.progress(ONE, 50, "half");
        screen.line("second");
        screen.progressEnded(ONE);
        screen.line("third");

        assertThat(text()).isEqualTo("""
                        first
                        <clear>[##########..........]  50 %  half\
                        <clear>second
                        [##########..........]  50 %  half\
                        <clear>third
                        """);
    }

    @Test
    void aTerminalClearsTheBarOnlyForTheExecutionThatItShows() {
        var screen = Screen.on(out, true);
        screen.progress(ONE, 50, "one");
        screen.progress(OTHER, 0, "other");

        screen.progressEnded(ONE);

        assertThat(text()).endsWith("<clear>[....................]   0 %  other");
    }

    @Test
    void aPipeGetsWholeLinesAndProgressTwiceAnExecution() {
        var screen = Screen.on(out, false);

        for (int percent = 0; percent <= 100; percent++) {
            screen.progress(ONE, percent, "one");
        }
        screen.progressEnded(ONE);
        screen.line("end");

        assertThat(text()).isEqualTo("""
                        [##########..........]  50 %  one
                        [####################] 100 %  one
                        end
                        """);
    }

    @Test
    void aDumbOrUnknownTerminalCannotRedraw() {
        assertThat(Terminal.canRedraw("xterm-256color")).isTrue();
        assertThat(Terminal.canRedraw("dumb")).isFalse();
        assertThat(Terminal.canRedraw("")).isFalse();
        assertThat(Terminal.canRedraw(null)).isFalse();
    }

    private String text() {
        return written.toString(UTF_8).replace(System.lineSeparator(), "\n").replace("\r\u001B[K", "<clear>");
    }
}
