package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.SchemaSnapshot;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts make, upgrade and check the tables. */
class CronSchemaTest {

    @ParameterizedTest
    @EnumSource
    void itMakesTheSchemaAndItsTables(TestProduct product) {
        try (var database = product.openBlank()) {
            var schema = schemaOf(database);
            assertThat(schema.version()).isZero();

            schema.apply();

            assertThat(schema.version()).isEqualTo(schema.requiredVersion());
            assertThatCode(schema::validate).doesNotThrowAnyException();
            assertThat(SchemaSnapshot.of(database)).anyMatch(line -> line.contains("idx_cron_next_run"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void applyingItAgainChangesNothing(TestProduct product) {
        try (var database = product.openBlank()) {
            schemaOf(database).apply();
            var before = SchemaSnapshot.of(database);

            schemaOf(database).apply();

            assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaThatTheHostHasMadeIsUsed(TestProduct product) {
        try (var database = product.openBlank()) {
            database.execute("CREATE SCHEMA " + database.schema());
            schemaOf(database).apply();
            assertThatCode(schemaOf(database)::validate).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tenNodesMayStartAtOnce(TestProduct product) throws Exception {
        var nodes = 10;
        var starts = Executors.newFixedThreadPool(nodes);
        try (var database = product.openBlank();
                var pool = database.newPool(nodes)) {
            var together = new CyclicBarrier(nodes);
            var done = new ArrayList<Future<?>>();
            for (var i = 0; i < nodes; i++) {
                done.add(starts.submit(() -> {
                    var schema = CronSchema.of(pool, database.schema());
                    together.await();
                    schema.apply();
                    schema.validate();
                    return null;
                }));
            }
            for (var start : done) {
                start.get(1, TimeUnit.MINUTES);
            }
        } finally {
            starts.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionComesBackAsItWas(TestProduct product) throws SQLException {
        try (var database = product.openBlank();
                var pool = new HikariDataSource()) {
            pool.setDataSource(database.dataSource());
            pool.setMaximumPoolSize(1);
            pool.setAutoCommit(false);
            String before;
            try (var connection = pool.getConnection()) {
                before = connection.getSchema();
            }

            CronSchema.of(pool, database.schema()).apply();

            try (var connection = pool.getConnection()) {
                assertThat(connection.getSchema()).isEqualTo(before);
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutTablesItSaysWhichVersionIsNeededAndHowToGetIt(TestProduct product) {
        try (var database = product.openBlank()) {
            var schema = schemaOf(database);
            assertThatThrownBy(schema::validate)
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("The schema " + database.schema() + " has no tables of OpenClaw Cron")
                    .hasMessageContaining("version " + schema.requiredVersion() + " is needed")
                    .hasMessageContaining("CronSchema.apply()")
                    .hasMessageContaining("io/openclaw/cron/jdbc/migration/"
                            + product.dialect().folder());
            assertThat(schema.version()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesNewerThanTheReleaseAreRefused(TestProduct product) {
        try (var database = product.openBlank()) {
            var schema = schemaOf(database);
            schema.apply();
            var newer = schema.requiredVersion() + 1;
            database.execute("INSERT INTO " + database.schema() + ".cron_schema_version VALUES (" + newer + ")");

            for (var act : new Runnable[] {schema::apply, schema::validate, schema::version}) {
                assertThatThrownBy(act::run)
                        .isInstanceOf(CronStoreException.class)
                        .hasMessageContaining("are of version " + newer)
                        .hasMessageContaining("knows versions up to " + schema.requiredVersion() + " only");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesWithoutAVersionAreRefused(TestProduct product) {
        try (var database = product.openBlank()) {
            database.execute("CREATE SCHEMA " + database.schema());
            database.execute("CREATE TABLE " + database.schema() + ".cron_jobs (job_id integer)");
            var schema = schemaOf(database);

            for (var act : new Runnable[] {schema::apply, schema::validate, schema::version}) {
                assertThatThrownBy(act::run)
                        .isInstanceOf(CronStoreException.class)
                        .hasMessageContaining("has tables without a version");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void schemasOfOneDatabaseHaveNothingInCommon(TestProduct product) {
        try (var database = product.openBlank()) {
            var other = database.schema() + "_2";
            schemaOf(database).apply();
            try {
                var second = CronSchema.of(database.dataSource(), other);
                assertThat(second.version()).isZero();
                second.apply();
                assertThatCode(second::validate).doesNotThrowAnyException();
                assertThat(second.name()).isEqualTo(other);
            } finally {
                database.execute("DROP SCHEMA " + other + " CASCADE");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Openclaw",
                "1cron",
                "cron-jobs",
                "a.b",
                "a b",
                "\"a\"",
                "a;DROP SCHEMA b",
                "a'",
                "a\n",
                "crön",
                "a123456789012345678901234567890123456789012345678901234567890123"
            })
    void aNameThatWouldNeedQuotesIsRefused(String name) {
        try (var database = TestProduct.H2_MEMORY.openBlank()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CronSchema.of(database.dataSource(), name))
                    .withMessageContaining("'" + name + "'")
                    .withMessageContaining("lower-case letters");
        }
    }

    private static CronSchema schemaOf(TestDatabase database) {
        return CronSchema.of(database.dataSource(), database.schema());
    }
}
