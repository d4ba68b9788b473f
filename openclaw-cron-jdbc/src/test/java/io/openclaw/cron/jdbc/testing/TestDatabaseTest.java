package io.openclaw.cron.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests can rely on their databases. */
class TestDatabaseTest {

    @ParameterizedTest
    @EnumSource
    void theNextTestSeesNothingOfTheOneBefore(TestProduct product) throws SQLException {
        for (var rows : new int[] {1, 3_000}) {
            try (var database = product.open()) {
                assertThat(nodesIn(database)).isZero();
                insertNodes(database, rows);
                assertThat(nodesIn(database)).isEqualTo(rows);
            }
        }
        try (var database = product.open()) {
            assertThat(nodesIn(database)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void testsAtTheSameTimeDoNotSeeEachOther(TestProduct product) throws SQLException {
        try (var one = product.open();
                var other = product.open()) {
            insertNodes(one, 1);
            assertThat(nodesIn(other)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondPoolIsOnTheSameDatabase(TestProduct product) throws SQLException {
        try (var database = product.open();
                var pool = database.newPool(1)) {
            insertNodes(database, 1);
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM " + database.schema() + ".cron_nodes"))
                        .isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlankOneHasNoSchema(TestProduct product) {
        try (var database = product.openBlank()) {
            assertThatThrownBy(() -> nodesIn(database)).isInstanceOf(SQLException.class);
        }
    }

    private static void insertNodes(TestDatabase database, int count) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var insert = connection.prepareStatement("INSERT INTO " + database.schema()
                        + ".cron_nodes VALUES (?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, FALSE)")) {
            for (var i = 0; i < count; i++) {
                var id = UUID.randomUUID();
                insert.setObject(1, id);
                insert.setString(2, id.toString());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int nodesIn(TestDatabase database) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + database.schema() + ".cron_nodes")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
