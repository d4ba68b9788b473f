package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of vectors.csv: an expression, a zone, an instant, and the five fire times that follow. */
class GoldenVectorsTest {
    private static final List<List<String>> ROWS = Csv.rows("vectors.csv");

    private final CronExpressions expressions = new CronExpressions();

    static Stream<String> categories() {
        return ROWS.stream().map(row -> row.get(4)).distinct();
    }

    @ParameterizedTest
    @MethodSource("categories")
    void everyVectorGivesItsFiveFireTimes(String category) {
        var rows = ROWS.stream().filter(row -> row.get(4).equals(category)).toList();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            var times = expressions.fireTimes(row.get(0), ZoneId.of(row.get(1)));
            var after = Instant.parse(row.get(2));
            var expected = instants(row.get(3));
            assertThat(oneByOne(times, after)).isEqualTo(expected);
            assertThat(times.next(after, 5)).isEqualTo(expected);
            assertThat(times.canFire()).isEqualTo(!expected.isEmpty());
        });
    }

    @Test
    void theFileIsWhole() {
        assertThat(ROWS).hasSize(4351).allMatch(row -> row.size() == 5);
    }

    private static List<Instant> oneByOne(FireTimes times, Instant start) {
        var found = new ArrayList<Instant>();
        var after = start;
        for (int i = 0; i < 5; i++) {
            var next = times.next(after);
            if (next.isEmpty()) {
                break;
            }
            after = next.get();
            found.add(after);
        }
        return found;
    }

    private static List<Instant> instants(String cell) {
        return cell.isEmpty()
                ? List.of()
                : Arrays.stream(cell.split(";")).map(Instant::parse).toList();
    }
}
