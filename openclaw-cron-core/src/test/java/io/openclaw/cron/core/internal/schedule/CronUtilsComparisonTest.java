package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * cron-utils' own computation, where it is right: in UTC, plain fields, at most one of the two day fields restricted.
 */
class CronUtilsComparisonTest {
    private static final int SAMPLES = 1_000;

    private final CronExpressions expressions = new CronExpressions();
    private final CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private final Random random = new Random(20_261_122L);

    @Test
    void plainExpressionsFireInUtcWhenCronUtilsSaysSo() {
        for (int i = 0; i < SAMPLES; i++) {
            var expression = expression();
            var after = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
            var expected = ExecutionTime.forCron(parser.parse(expression))
                    .nextExecution(after.atZone(ZoneOffset.UTC))
                    .map(ZonedDateTime::toInstant);
            assertThat(expressions.fireTimes(expression, ZoneOffset.UTC).next(after))
                    .as("'%s' after %s", expression, after)
                    .isEqualTo(expected);
        }
    }

    private String expression() {
        boolean byMonth = random.nextBoolean();
        return String.join(
                " ",
                field(0, 59),
                field(0, 23),
                byMonth ? field(1, 28) : "*",
                random.nextBoolean() ? "*" : field(1, 12),
                byMonth ? "*" : field(0, 6));
    }

    private String field(int min, int max) {
        int from = random.nextInt(min, max + 1);
        int to = random.nextInt(from, max + 1);
        return switch (random.nextInt(5)) {
            case 0 -> "*";
            case 1 -> "*/" + random.nextInt(1, max);
            case 2 -> from == to ? "" + from : from + "-" + to;
            case 3 -> from == to ? "" + from : from + "," + to;
            default -> "" + from;
        };
    }
}
