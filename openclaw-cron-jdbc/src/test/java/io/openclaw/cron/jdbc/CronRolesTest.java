package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.SchemaSnapshot;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Hosts let PostgreSQL keep tenants apart as well. */
class CronRolesTest {

    @Test
    void everyTableWithRowsOfTenantsIsGuarded() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            install(database);

            var unguarded = Jdbi.create(database.dataSource())
                    .withHandle(handle -> handle.createQuery("""
                                    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                                    WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind IN ('r', 'p')
                                      AND a.attname = 'organization_id'
                                      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND 2 = (
                                        SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
                                          AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL
                                          AND p.polroles = ARRAY[to_regrole(p.polname)::oid]))
                                    """)
                            .bind("schema", database.schema())
                            .mapTo(String.class)
                            .list());
            assertThat(unguarded).isEmpty();
        }
    }

    @Test
    void theTenantHasNoBusinessWithTheOtherTables() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            install(database);

            var open = Jdbi.create(database.dataSource())
                    .withHandle(handle -> handle.createQuery("""
                                    SELECT c.relname FROM pg_class c
                                    WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind IN ('r', 'p', 'v', 'm')
                                      AND NOT EXISTS (SELECT FROM pg_attribute a
                                        WHERE a.attrelid = c.oid AND a.attname = 'organization_id')
                                      AND has_table_privilege('openclaw_tenant', c.oid,
                                        'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
                                    """)
                            .bind("schema", database.schema())
                            .mapTo(String.class)
                            .list());
            assertThat(open).isEmpty();
        }
    }

    @Test
    void installingThemAgainChangesNothing() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            install(database);
            var before = SchemaSnapshot.of(database);

            CronSchema.of(database.dataSource(), database.schema()).installRoles();

            assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
        }
    }

    @Test
    void aTenantWhoIsAlsoTheEngineIsRefused() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            install(database);
            assertThatThrownBy(() -> Jdbi.create(database.dataSource()).useTransaction(handle -> {
                        handle.execute("GRANT openclaw_engine TO openclaw_tenant");
                        handle.execute("SET LOCAL search_path TO " + database.schema());
                        handle.getConnection().createStatement().execute(script());
                    }))
                    .hasStackTraceContaining("openclaw_tenant may not be a member of openclaw_engine");
        }
    }

    @Test
    void tablesComeFirst() {
        try (var database = TestProduct.POSTGRESQL.openBlank()) {
            var schema = CronSchema.of(database.dataSource(), database.schema());
            assertThatThrownBy(schema::installRoles)
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("version 0")
                    .hasMessageContaining("bring them to version " + schema.requiredVersion());
        }
    }

    @Test
    void onH2ThereAreNone() {
        try (var database = TestProduct.H2_MEMORY.openBlank()) {
            var schema = CronSchema.of(database.dataSource());
            schema.apply();
            assertThatThrownBy(schema::installRoles)
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("H2 has no row-level security");
        }
    }

    private static String script() {
        try (var script = CronSchema.class.getResourceAsStream("/io/openclaw/cron/jdbc/roles/postgresql.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void install(TestDatabase database) {
        var schema = CronSchema.of(database.dataSource(), database.schema());
        schema.apply();
        schema.installRoles();
    }
}
