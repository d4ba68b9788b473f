package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronFieldError;
import io.openclaw.cron.CronSchedule;
import io.openclaw.cron.error.InvalidCronExpressionException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final CronExpressions expressions = new CronExpressions();

    @Test
    void aValidExpressionIsDescribedAndPreviewed() {
        var result = expressions.validate("0 9 * * MON", "Europe/Oslo", NOW);
        assertThat(result.valid()).isTrue();
        assertThat(result.errors()).isEmpty();
        assertThat(result.description()).isEqualTo("at 09:00 on Monday");
        assertThat(result.nextRuns())
                .containsExactly(
                        Instant.parse("2026-11-23T08:00:00Z"),
                        Instant.parse("2026-11-30T08:00:00Z"),
                        Instant.parse("2026-12-07T08:00:00Z"),
                        Instant.parse("2026-12-14T08:00:00Z"),
                        Instant.parse("2026-12-21T08:00:00Z"));
    }

    @Test
    void anExpressionThatNeverFiresIsValidAndHasNoRuns() {
        var result = expressions.validate("0 0 30 2 *", "UTC", NOW);
        assertThat(result.valid()).isTrue();
        assertThat(result.nextRuns()).isEmpty();
        assertThat(result.description()).isEqualTo("at 00:00 on day 30 of the month in February, which never happens");
        assertThat(expressions.parse("0 0 30 2 *").canFire()).isFalse();
    }

    @Test
    void theErrorsOfExpressionAndZoneComeTogether() {
        var result = expressions.validate("61 * * * *", "Mars/Olympus", NOW);
        assertThat(result.valid()).isFalse();
        assertThat(result.nextRuns()).isEmpty();
        assertThat(result.description()).isEmpty();
        assertThat(result.errors())
                .extracting(CronFieldError::message)
                .containsExactly(
                        "minute, position 0 ('61'): out of range; allowed are 0 to 59",
                        "position 0 ('Mars/Olympus'): no such time zone; allowed are the names of the time zone database,"
                                + " such as Europe/Oslo, and fixed offsets, such as +02:00");
    }

    @Test
    void aZoneInTheWrongCaseIsPutRight() {
        assertThat(expressions.validate("* * * * *", "europe/oslo", NOW).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.reason()).contains("did you mean Europe/Oslo?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Z", "GMT", "GMT+2", "UTC-03:00", "+05:45", "-00:00:01", "Asia/Kathmandu", "GMT0"})
    void allThatJavaKnowsIsAZone(String zone) {
        assertThat(expressions.validate("* * * * *", zone, NOW).errors()).isEmpty();
        assertThat(expressions.fireTimes("0 9 * * *", zone).next(NOW))
                .isEqualTo(expressions.fireTimes("0 9 * * *", ZoneId.of(zone)).next(NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "PST",
                "Oslo",
                "+25:00",
                "Europe/Oslo ",
                "../etc/passwd",
                "\u0000",
                "Europe/\u0130stanbul"
            })
    void nothingElseIs(String zone) {
        assertThat(expressions.validate("* * * * *", zone, NOW).errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.field()).isNull();
                    assertThat(error.text()).matches("[ -~]*");
                    assertThat(error.reason()).contains("Europe/Oslo");
                });
        assertThatThrownBy(() -> expressions.fireTimes("* * * * *", zone))
                .isInstanceOf(InvalidCronExpressionException.class);
    }

    @Test
    void aZoneOf22KilobytesIsRefusedUnread() {
        assertThat(expressions.validate("* * * * *", "x".repeat(22_000), NOW).errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.text()).hasSize(40);
                    assertThat(error.reason()).isEqualTo("the time zone has 22000 characters; at most 64 are allowed");
                });
    }

    @Test
    void validationTakesNullForEmpty() {
        assertThat(expressions.validate(null, null, NOW).errors()).hasSize(2);
    }

    @Test
    void validationAtTheEndsOfTimeDoesNotThrow() {
        assertThat(expressions
                        .validate("0 0 29 2 *", "Europe/Oslo", Instant.MAX)
                        .nextRuns())
                .isEmpty();
        assertThat(expressions
                        .validate("0 0 29 2 *", "Europe/Oslo", Instant.MIN)
                        .nextRuns())
                .hasSize(5);
    }

    @Test
    void anExpressionIsSplitIntoItsFieldsAsGiven() {
        assertThat(expressions.parse(" 0\t*/15 9-17 ? jan fril "))
                .isEqualTo(new CronSchedule(
                        "0\t*/15 9-17 ? jan fril", "0", "*/15", "9-17", "?", "jan", "fril", true, true, true));
        assertThat(expressions.parse("@weekly"))
                .isEqualTo(new CronSchedule("@weekly", "0", "0", "0", "*", "*", "0", false, false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0 * * * *, true",
        "*/5 2 * * *, true",
        "'*,5 2 * * *', true",
        "0 */2 * * *, true",
        "0 0-23 * * *, false",
        "0 0/1 * * *, false",
        "'5,* 2 * * *', false",
        "* 30 2 * * *, false",
    })
    void aJobIsIntervalStyleIfItsMinuteOrHourBeginsWithAnAsterisk(String expression, boolean intervalStyle) {
        assertThat(expressions.parse(expression).intervalStyle()).isEqualTo(intervalStyle);
    }

    @Test
    void theZonesOfInvalidExpressionsAreNotAsked() {
        assertThatThrownBy(() -> expressions.fireTimes("* * *", ZoneOffset.UTC))
                .isInstanceOf(InvalidCronExpressionException.class)
                .hasMessageContaining("3 fields found");
        assertThatThrownBy(() -> expressions.describe("* * *", Locale.FRENCH))
                .isInstanceOf(InvalidCronExpressionException.class);
    }
}
