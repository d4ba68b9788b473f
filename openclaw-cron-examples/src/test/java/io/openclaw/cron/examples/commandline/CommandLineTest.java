package io.openclaw.cron.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void valuesAndSwitchesAreRead() {
        var line = parse("--size", "7", "--loud");

        assertThat(line.number("--size", 1, 0, 10)).isEqualTo(7);
        assertThat(line.text("--size")).contains("7");
        assertThat(line.has("--loud")).isTrue();
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        var line = parse();

        assertThat(line.number("--size", 1, 0, 10)).isEqualTo(1);
        assertThat(line.text("--size")).isEmpty();
        assertThat(line.has("--loud")).isFalse();
    }

    @Test
    void anUnknownOptionIsRefusedAndTheKnownOnesAreNamed() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse("--sise", "7"))
                .withMessage("Unknown option '--sise'; there are --loud, --size");
    }

    @Test
    void aMissingOrSecondValueIsRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse("--size"))
                .withMessage("Option --size needs a value");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse("--size", "1", "--size", "2"))
                .withMessage("Option --size is given twice");
    }

    @Test
    void aNumberOutOfRangeOrNoNumberIsRefusedWithWhatIsAllowed() {
        for (var wrong : new String[] {"11", "-1", "many", "", "99999999999"}) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> parse("--size", wrong).number("--size", 1, 0, 10))
                    .withMessage("Option --size is '" + wrong + "'; allowed are whole numbers from 0 to 10");
        }
    }

    private static CommandLine parse(String... args) {
        return CommandLine.parse(args, Set.of("--size"), Set.of("--loud"));
    }
}
