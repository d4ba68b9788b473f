package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.openclaw.cron.jdbc.internal.Dialect;
import io.openclaw.cron.jdbc.testing.SchemaSnapshot;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host's Flyway makes the same tables from the same files. */
class FlywayTest {

    @ParameterizedTest
    @EnumSource
    void itMakesTheSameTables(TestProduct product) {
        try (var ours = product.openBlank();
                var theirs = product.openBlank()) {
            CronSchema.of(ours.dataSource(), ours.schema()).apply();
            flyway(theirs).migrate();

            assertThat(withoutHistory(theirs)).isEqualTo(withoutHistory(ours));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsTablesAreValid(TestProduct product) {
        try (var database = product.openBlank()) {
            flyway(database).migrate();

            var schema = CronSchema.of(database.dataSource(), database.schema());
            assertThatCode(schema::validate).doesNotThrowAnyException();
            assertThatCode(schema::apply).doesNotThrowAnyException();
        }
    }

    @Test
    void theDocumentedWayMakesTheTables() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            try {
                documented(database.dataSource());
            } finally {
                database.execute("DROP SCHEMA openclaw CASCADE");
            }
        }
    }

    private static void documented(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("openclaw") // on H2: "OPENCLAW"
                .locations("classpath:io/openclaw/cron/jdbc/migration/postgresql") // or .../h2
                .load()
                .migrate();
        CronSchema.of(dataSource).validate();
    }

    private static Flyway flyway(TestDatabase database) {
        var dialect = database.product().dialect();
        return Flyway.configure()
                .dataSource(database.dataSource())
                .schemas(
                        // Flyway quotes the name, and H2 has ours in upper case.
                        dialect == Dialect.H2 ? database.schema().toUpperCase(Locale.ROOT) : database.schema())
                .locations("classpath:io/openclaw/cron/jdbc/migration/" + dialect.folder())
                .load();
    }

    private static List<String> withoutHistory(TestDatabase database) {
        return SchemaSnapshot.of(database).stream()
                .filter(line -> !line.contains("flyway_schema_history"))
                .toList();
    }
}
