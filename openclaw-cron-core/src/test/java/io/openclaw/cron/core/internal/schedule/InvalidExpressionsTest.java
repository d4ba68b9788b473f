package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openclaw.cron.error.InvalidCronExpressionException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of invalid.csv is refused, with a place and a reason. */
class InvalidExpressionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<List<String>> ROWS = Csv.rows("invalid.csv");

    private final CronExpressions expressions = new CronExpressions();

    static Stream<String> reasons() {
        return ROWS.stream().map(row -> row.get(1)).distinct();
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void everyInvalidExpressionIsRefusedWithPositionAndReason(String reason) {
        var rows = ROWS.stream().filter(row -> row.get(1).equals(reason)).toList();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            var expression = Csv.unescape(row.get(0));
            var refusal =
                    catchThrowableOfType(InvalidCronExpressionException.class, () -> expressions.parse(expression));
            assertThat(refusal).isNotNull();
            assertThat(expressions.validate(expression, "UTC", NOW).errors()).isEqualTo(refusal.errors());
            assertThat(refusal.errors()).isNotEmpty().allSatisfy(error -> {
                assertThat(error.position()).isBetween(0, Math.max(0, expression.length() - 1));
                assertThat(error.text()).hasSizeLessThanOrEqualTo(40).matches("[ -~]*");
                assertThat(error.reason()).isNotBlank().doesNotEndWith(".");
            });
            assertThat(catchThrowableOfType(
                            InvalidCronExpressionException.class,
                            () -> expressions.fireTimes(expression, ZoneOffset.UTC)))
                    .isNotNull();
        });
    }

    @Test
    void theFileIsWhole() {
        assertThat(ROWS).hasSize(295).allMatch(row -> row.size() == 5);
    }
}
