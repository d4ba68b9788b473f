package io.openclaw.cron.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.testing.SchemaSnapshot;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.jdbc.testing.TestRows;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables of every version so far become those of this release, and their rows stay. The rows of a version are in the test
 * resources, in {@code rows/V1.sql} and so on: each file fills the tables that its version has added.
 */
class SchemaUpgradeTest {

    static Stream<Arguments> everyVersionOnEveryProduct() {
        return Arrays.stream(TestProduct.values())
                .flatMap(product -> IntStream.rangeClosed(
                                1, SchemaScript.all(product.dialect()).size())
                        .mapToObj(version -> Arguments.of(product, version)));
    }

    @ParameterizedTest
    @MethodSource("everyVersionOnEveryProduct")
    void itBecomesWhatANewSchemaIs(TestProduct product, int version) throws Exception {
        try (var old = product.openBlank();
                var fresh = product.openBlank()) {
            makeAndFill(old, version);
            var before = rowCounts(old);
            assertThat(before)
                    .as("rows/V%s.sql puts at least a row into each table", version)
                    .isNotEmpty()
                    .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());

            CronSchema.of(old.dataSource(), old.schema()).apply();

            CronSchema.of(fresh.dataSource(), fresh.schema()).apply();
            assertThat(SchemaSnapshot.of(old)).isEqualTo(SchemaSnapshot.of(fresh));
            assertThat(rowCounts(old)).containsAllEntriesOf(before);
        }
    }

    private static void makeAndFill(TestDatabase database, int version) {
        var dialect = database.product().dialect();
        var scripts = SchemaScript.all(dialect);
        for (var made = 1; made <= version; made++) {
            new SchemaMigration(database.dataSource(), dialect, database.schema(), scripts.subList(0, made)).apply();
            database.execute(TestRows.of(made, database.schema()));
        }
    }

    /** Of each table but the one whose rows are the versions. */
    private static Map<String, Integer> rowCounts(TestDatabase database) throws SQLException {
        var counts = new TreeMap<String, Integer>();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (var table : database.tables()) {
                try (var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    rows.next();
                    counts.put(table, rows.getInt(1));
                }
            }
        }
        return counts;
    }
}
