package io.openclaw.cron.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.SchemaSnapshot;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts are run in their order, each once. */
class SchemaMigrationTest {
    private static final SchemaScript FIRST = new SchemaScript(1, """
            CREATE TABLE cron_jobs (one integer);
            CREATE TABLE cron_schema_version (version integer);
            INSERT INTO cron_schema_version VALUES (1);
            """);
    private static final SchemaScript SECOND = new SchemaScript(
            2, "ALTER TABLE cron_jobs ADD COLUMN two integer; INSERT INTO cron_schema_version VALUES (2)");
    private static final SchemaScript BROKEN = new SchemaScript(
            2, "ALTER TABLE cron_jobs ADD COLUMN two integer; ALTER TABLE nowhere ADD COLUMN two integer");

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsMissingIsRun(TestProduct product) {
        try (var database = product.openBlank()) {
            of(database, FIRST).apply();
            of(database, FIRST, SECOND).apply();
            of(database, FIRST, SECOND).apply();

            assertThat(of(database, FIRST, SECOND).version()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOlderReleaseDoesNotStartOnNewerTables(TestProduct product) {
        try (var database = product.openBlank()) {
            of(database, FIRST, SECOND).apply();

            assertThatThrownBy(() -> of(database, FIRST).apply())
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("version 2")
                    .hasMessageContaining("up to 1 only");
        }
    }

    @Test
    void onPostgresAFailedScriptLeavesNothing() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            assertThatThrownBy(() -> of(database, FIRST, BROKEN).apply())
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("apply the scripts to schema " + database.schema())
                    .hasMessageContaining("42P01");
            assertThat(SchemaSnapshot.of(database)).isEmpty();

            of(database, FIRST).apply();
            var before = SchemaSnapshot.of(database);
            assertThatThrownBy(() -> of(database, FIRST, BROKEN).apply()).isInstanceOf(CronStoreException.class);
            assertThat(SchemaSnapshot.of(database)).isEqualTo(before);

            of(database, FIRST, SECOND).apply();
            assertThat(of(database, FIRST, SECOND).version()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFileOfTheFolderIsRun(TestProduct product) throws Exception {
        var folder = SchemaScript.class.getResource(
                "/io/openclaw/cron/jdbc/migration/" + product.dialect().folder());
        var texts = new ArrayList<String>();
        try (var files = Files.list(Path.of(folder.toURI()))) {
            for (var file : files.toList()) {
                assertThat(file.getFileName().toString()).matches("V[1-9][0-9]*__[a-z_]+\\.sql");
                texts.add(Files.readString(file));
            }
        }
        assertThat(SchemaScript.all(product.dialect()))
                .extracting(SchemaScript::text)
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    private static SchemaMigration of(TestDatabase database, SchemaScript... scripts) {
        return new SchemaMigration(
                database.dataSource(), database.product().dialect(), database.schema(), List.of(scripts));
    }
}
