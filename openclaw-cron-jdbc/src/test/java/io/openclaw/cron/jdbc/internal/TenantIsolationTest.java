package io.openclaw.cron.jdbc.internal;

import static io.openclaw.cron.jdbc.internal.TwoTenants.ACME;
import static io.openclaw.cron.jdbc.internal.TwoTenants.RIVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Whoever is confined to an organization cannot see, change or guess anything of another one, whatever the statement says. */
@ParameterizedClass(name = "{0}")
@FieldSource("io.openclaw.cron.jdbc.internal.TwoTenants#TABLES")
class TenantIsolationTest {
    private static final String NOT_ALLOWED = "42501";

    private static TwoTenants tenants;

    @Parameter
    private String table;

    @BeforeAll
    static void open() {
        tenants = new TwoTenants();
    }

    @AfterAll
    static void close() {
        tenants.close();
    }

    @Test
    void oneSeesOnesOwnRowsWithoutAskingForThem() {
        assertThatList(tenants.as(ACME, this::organizations)).containsOnly(ACME);
        assertThatList(tenants.as(RIVAL, this::organizations)).containsOnly(RIVAL);
        assertThatList(tenants.app.withHandle(this::organizations))
                .as("the engine, afterwards and on the same connection")
                .containsExactlyInAnyOrder(ACME, RIVAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ACME",
                "acme ",
                "%",
                "a%",
                "acm_",
                ".*",
                "acme' OR '1'='1",
                "acme'; RESET ROLE; --",
                "acme\" OR true",
                "{acme,rival}",
                "acme,rival",
                "$1",
                "NULL",
                "\\"
            })
    void anOrganizationThatIsNoneSeesNothing(String organizationId) {
        assertThatList(tenants.as(organizationId, this::organizations)).isEmpty();
        assertThat(tenants.execute(organizationId, "DELETE FROM " + table())).isZero();
        assertUntouched();
    }

    @Test
    void whoNamesNoOrganizationSeesNothing() {
        List<String> seen = tenants.app.inTransaction(handle -> {
            handle.execute("SET LOCAL ROLE openclaw_tenant");
            return organizations(handle);
        });
        assertThat(seen).isEmpty();
    }

    @Test
    void askingForAnothersRowsFindsNone() {
        for (var others : List.of(
                table() + " WHERE organization_id = 'rival'",
                "(SELECT * FROM " + table() + " WHERE organization_id <> 'acme' FOR UPDATE) AS others",
                table() + " a JOIN " + table() + " b ON a.organization_id <> b.organization_id")) {
            assertThat(countAs(ACME, "SELECT count(*) FROM " + others)).isZero();
        }
    }

    @Test
    void nothingOfAnotherCanBeChangedOrDeleted() {
        for (var where : List.of(
                "organization_id = 'rival'",
                "organization_id <> 'acme'",
                "ctid IS NOT NULL AND organization_id > 'b'")) {
            assertThat(tenants.execute(ACME, "UPDATE " + table() + " SET organization_id = 'acme' WHERE " + where))
                    .isZero();
            assertThat(tenants.execute(ACME, "DELETE FROM " + table() + " WHERE " + where))
                    .isZero();
        }
        assertUntouched();
    }

    @Test
    void whatForgetsItsWhereClauseReachesOnesOwnRowsOnly() {
        var own = countAs(ACME, "SELECT count(*) FROM " + table());

        assertThat(tenants.execute(ACME, "UPDATE " + table() + " SET organization_id = organization_id"))
                .isEqualTo(own);
        tenants.app.useTransaction(handle -> {
            TenantScope.open(handle, ACME);
            assertThat(handle.execute("DELETE FROM " + table())).isEqualTo(own);
            handle.rollback();
        });
        assertUntouched();
    }

    @Test
    void ownRowsCannotBeGivenAway() {
        refused(NOT_ALLOWED, () -> tenants.execute(ACME, "UPDATE " + table() + " SET organization_id = 'rival'"));
        refused(NOT_ALLOWED, () -> tenants.execute(ACME, "UPDATE " + table() + " SET organization_id = 'third'"));
        assertUntouched();
    }

    @Test
    void insertingForAnotherTellsNothingOfWhatIsThere() {
        var columns = tenants.columns(table);
        for (var whose : List.of(RIVAL, "third")) {
            var insert = "INSERT INTO " + table() + " (organization_id, " + columns + ") SELECT '" + whose + "', "
                    + columns + " FROM " + table();
            // For rival there is such a row already, for the third there is not: the answer is the same.
            refused(NOT_ALLOWED, () -> tenants.execute(ACME, insert));
            refused(NOT_ALLOWED, () -> tenants.execute(ACME, insert + " ON CONFLICT DO NOTHING"));
        }
        assertUntouched();
    }

    @Test
    void copyingOutHasOnesOwnRowsOnlyAndCopyingInIsRefused() {
        String copied = tenants.as(ACME, handle -> copyOut(handle, "COPY " + table() + " TO STDOUT"));
        assertThat(copied).contains(ACME).doesNotContain(RIVAL);
        refused("0A000", () -> tenants.as(ACME, handle -> copyIn(handle, "COPY " + table() + " FROM STDIN")));
        assertUntouched();
    }

    @Test
    void aFunctionInTheWhereClauseIsNotShownWhatIsHidden() {
        tenants.as(ACME, handle -> {
            handle.execute("CREATE FUNCTION pg_temp.tell(seen text) RETURNS boolean LANGUAGE plpgsql COST 0.000001 AS"
                    + " $$ BEGIN IF seen = 'rival' THEN RAISE EXCEPTION 'told'; END IF; RETURN true; END $$");
            assertThat(count(handle, "SELECT count(*) FROM " + table() + " WHERE pg_temp.tell(organization_id)"))
                    .isPositive();
            handle.rollback();
            return true;
        });
    }

    @Test
    void thePlannersStatisticsAreHidden() {
        tenants.database.execute("ANALYZE " + table());
        var query = "SELECT count(*) FROM pg_stats WHERE schemaname = '" + tenants.schema() + "' AND tablename = '"
                + table + "'";
        assertThat(countIn(tenants.admin, query)).isPositive();
        assertThat(countAs(ACME, query)).isZero();
    }

    @Test
    void theRulesCannotBeLifted() {
        refused(
                NOT_ALLOWED,
                () -> tenants.as(ACME, handle -> {
                    handle.execute("SET LOCAL row_security = off");
                    return organizations(handle);
                }));
        for (var statement : List.of(
                "TRUNCATE " + table(),
                "ALTER TABLE " + table() + " DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE " + table() + " NO FORCE ROW LEVEL SECURITY",
                "DROP POLICY openclaw_tenant ON " + table(),
                "DROP TABLE " + table(),
                "CREATE TABLE " + tenants.schema() + ".mine (one integer)")) {
            refused(NOT_ALLOWED, () -> tenants.execute(ACME, statement));
        }
    }

    private String table() {
        return tenants.table(table);
    }

    private List<String> organizations(Handle handle) {
        return handle.createQuery("SELECT DISTINCT organization_id FROM " + table())
                .mapTo(String.class)
                .list();
    }

    private void assertUntouched() {
        var ofAcme = countIn(tenants.app, "SELECT count(*) FROM " + table() + " WHERE organization_id = 'acme'");
        var ofRival = countIn(tenants.app, "SELECT count(*) FROM " + table() + " WHERE organization_id = 'rival'");
        assertThat(ofRival).isEqualTo(ofAcme).isPositive();
    }

    private static int countAs(String organizationId, String query) {
        return tenants.as(organizationId, handle -> count(handle, query));
    }

    private static int countIn(Jdbi database, String query) {
        return database.withHandle(handle -> count(handle, query));
    }

    private static int count(Handle handle, String query) {
        return handle.createQuery(query).mapTo(Integer.class).one();
    }

    private static String copyOut(Handle handle, String copy) {
        try {
            var out = new StringWriter();
            handle.getConnection().unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
            return out.toString();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long copyIn(Handle handle, String copy) {
        try {
            return handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(copy, new StringReader(""));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void refused(String state, ThrowingCallable act) {
        assertThatThrownBy(act)
                .satisfies(failure -> assertThat(DatabaseError.stateOf(failure)).isEqualTo(state));
    }
}
