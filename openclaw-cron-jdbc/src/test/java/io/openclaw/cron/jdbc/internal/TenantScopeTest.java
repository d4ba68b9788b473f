package io.openclaw.cron.jdbc.internal;

import static io.openclaw.cron.jdbc.internal.TwoTenants.ACME;
import static io.openclaw.cron.jdbc.internal.TwoTenants.RIVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.util.List;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When transactions are confined to a tenant, and for how long. */
class TenantScopeTest {
    private static TwoTenants tenants;

    @BeforeAll
    static void open() {
        tenants = new TwoTenants();
    }

    @AfterAll
    static void close() {
        tenants.close();
    }

    @Test
    void aTenantsTransactionsAreConfinedAndTheNextOnesAreNot() {
        var database = new Database(tenants.pool, tenants.schema());

        assertThatList(database.readForTenant("look", ACME, TenantScopeTest::organizations))
                .containsExactly(ACME);
        assertThatList(database.writeForTenant("look", RIVAL, TenantScopeTest::organizations))
                .containsExactly(RIVAL);
        assertThatList(database.readForTenant("look", "", TenantScopeTest::organizations))
                .isEmpty();
        assertThatList(database.read("look", TenantScopeTest::organizations)).containsExactly(ACME, RIVAL);
        assertThatObject(database.write("look", TenantScopeTest::scope)).isEqualTo("none|");
    }

    @Test
    void aFailedTransactionLeavesNothingOnItsConnection() {
        var database = new Database(tenants.pool, tenants.schema());

        assertThatThrownBy(() -> database.writeForTenant("try", ACME, handle -> handle.execute("SELECT 1 / 0")))
                .isInstanceOf(CronStoreException.class);

        assertThatObject(database.read("look", TenantScopeTest::scope)).isEqualTo("none|");
    }

    @Test
    void inATransactionOfTheHostsAllIsPutBack() {
        tenants.app.useTransaction(handle -> {
            handle.execute("SET LOCAL ROLE openclaw_engine");
            handle.execute("SET LOCAL app.current_organization_id = 'the host''s own'");
            try (var scope = TenantScope.open(handle, ACME)) {
                assertThat(organizations(handle, tenants.schema())).containsExactly(ACME);
                try (var inner = TenantScope.open(handle, RIVAL)) {
                    assertThat(organizations(handle, tenants.schema())).containsExactly(RIVAL);
                }
                assertThat(organizations(handle, tenants.schema())).containsExactly(ACME);
            }
            assertThat(scope(handle)).isEqualTo("openclaw_engine|the host's own");
            assertThat(organizations(handle, tenants.schema())).containsExactly(ACME, RIVAL);
        });
    }

    @Test
    void aTransactionThatHasFailedIsLeftToItsEnd() {
        tenants.app.useTransaction(handle -> {
            handle.savepoint("before");
            assertThatThrownBy(() -> {
                        try (var scope = TenantScope.open(handle, ACME)) {
                            handle.execute("SELECT 1 / 0");
                        }
                    })
                    .isInstanceOf(JdbiException.class)
                    .hasNoSuppressedExceptions()
                    .satisfies(failure ->
                            assertThat(DatabaseError.stateOf(failure)).isEqualTo("22012"));
            handle.rollbackToSavepoint("before");
            assertThat(scope(handle)).isEqualTo("none|");
        });
    }

    @Test
    void withoutTheRolesInItsSchemaASuperuserIsNotConfined() {
        // The roles exist on this server, for another schema.
        try (var plain = TestProduct.POSTGRESQL.open()) {
            var database = new Database(plain.dataSource(), plain.schema());
            assertThatObject(database.readForTenant("look", ACME, TenantScopeTest::scope))
                    .isEqualTo("none|");
        }
    }

    @Test
    void withTheRolesInItsSchemaASuperuserIsConfinedAsWell() {
        var database = new Database(tenants.database.dataSource(), tenants.schema());
        assertThatList(database.readForTenant("look", ACME, TenantScopeTest::organizations))
                .containsExactly(ACME);
    }

    @Test
    void withoutTablesNobodyIsConfined() {
        try (var blank = TestProduct.POSTGRESQL.openBlank()) {
            var database = new Database(blank.dataSource(), blank.schema());
            assertThatObject(database.readForTenant("look", ACME, TenantScopeTest::scope))
                    .isEqualTo("none|");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRESQL")
    void h2HasNoRoles(TestProduct product) {
        try (var h2 = product.open()) {
            var database = new Database(h2.dataSource(), h2.schema());
            assertThatList(database.writeForTenant("count", ACME, TenantScopeTest::organizations))
                    .isEmpty();
            assertThatList(database.readForTenant("count", ACME, TenantScopeTest::organizations))
                    .isEmpty();
        }
    }

    @Test
    void aUserWhomRowLevelSecurityShowsNothingIsToldSo() {
        var user = tenants.schema() + "_blind";
        tenants.database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'secret'; GRANT openclaw_tenant TO " + user);
        try (var pool = tenants.database.newPoolAs(user, "secret", 1)) {
            assertThatThrownBy(() -> new Database(pool, tenants.schema()))
                    .isInstanceOf(CronStoreException.class)
                    .hasMessageContaining("no member of openclaw_engine");
        } finally {
            tenants.database.execute("DROP ROLE " + user);
        }
    }

    @Test
    void theOwnerOfTheTablesSeesAllRowsToUpgradeThem() {
        withOwner("", (owned, pool) -> {
            CronSchema.of(pool, owned.schema()).apply();
            CronSchema.of(owned.dataSource(), owned.schema()).installRoles();

            assertThat(isRuledByRowLevelSecurityAsEngine(new Database(pool, owned.schema()), owned.schema()))
                    .isTrue();
        });
    }

    @Test
    void anOwnerWhoHasMadeTheRolesSeesAllRowsAndIsNotATenantUnlessMadeOne() {
        // What PostgreSQL 16 and later grant to whoever makes a role. The roles themselves are there already.
        var asMaker = TestProduct.POSTGRESQL.majorVersion() < 16
                ? "WITH ADMIN OPTION"
                : "WITH ADMIN TRUE, INHERIT FALSE, SET FALSE";
        withOwner("GRANT openclaw_engine, openclaw_tenant TO <owner> " + asMaker, (owned, pool) -> {
            var schema = CronSchema.of(pool, owned.schema());
            schema.apply();
            schema.installRoles();

            var database = new Database(pool, owned.schema());
            assertThat(isRuledByRowLevelSecurityAsEngine(database, owned.schema()))
                    .isTrue();
            assertThatObject(database.readForTenant("look", ACME, TenantScopeTest::organizations))
                    .isEqualTo(List.of());
        });
    }

    private static void withOwner(String grants, BiConsumer<TestDatabase, DataSource> test) {
        try (var owned = TestProduct.POSTGRESQL.openBlank()) {
            var owner = owned.schema() + "_owner";
            owned.execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'; CREATE SCHEMA " + owned.schema()
                    + " AUTHORIZATION " + owner + ";" + grants.replace("<owner>", owner));
            try (var pool = owned.newPoolAs(owner, "secret", 1)) {
                test.accept(owned, pool);
            } finally {
                owned.execute("DROP OWNED BY " + owner + " CASCADE; DROP ROLE " + owner);
            }
        }
    }

    private static boolean isRuledByRowLevelSecurityAsEngine(Database database, String schema) {
        return database.read(
                "look",
                handle -> handle.createQuery(
                                "SELECT row_security_active(:jobs) AND pg_has_role('openclaw_engine', 'USAGE')")
                        .bind("jobs", schema + ".cron_jobs")
                        .mapTo(Boolean.class)
                        .one());
    }

    private static List<String> organizations(Handle handle) {
        return handle.createQuery("SELECT organization_id FROM <schema>.cron_jobs ORDER BY organization_id")
                .mapTo(String.class)
                .list();
    }

    private static List<String> organizations(Handle handle, String schema) {
        handle.define("schema", schema);
        return organizations(handle);
    }

    private static String scope(Handle handle) {
        return handle.createQuery("SELECT concat(current_setting('role'), '|',"
                        + " current_setting('app.current_organization_id', true))")
                .mapTo(String.class)
                .one();
    }
}
