package io.openclaw.cron.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.examples.fencing.FenceGuard;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import io.openclaw.cron.examples.skills.FakeSkillContext;
import io.openclaw.cron.examples.testing.ExampleServer;
import io.openclaw.cron.spi.SkillException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class GuardedReportSkillTest {
    private ExampleServer server;
    private Connection connection;
    private GuardedReportSkill skill;

    @BeforeEach
    void start() throws Exception {
        server = ExampleServer.start();
        connection = DriverManager.getConnection(server.url());
        execute("CREATE TABLE reports (organization_id text PRIMARY KEY, text text NOT NULL)");
        new FenceGuard("report_guard").createTable(connection);
        var database = new PGSimpleDataSource();
        database.setUrl(server.url());
        skill = new GuardedReportSkill(database);
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    void itWritesUnlessANewerClaimHasWritten() throws Exception {
        var context = new FakeSkillContext();
        var request = FakeSkillContext.request("report", Map.of());
        skill.execute(request, context);
        assertThat(report()).isEqualTo("made in attempt " + context.attempt());

        new FenceGuard("report_guard")
                .admit(
                        connection,
                        "report of " + request.organizationId(),
                        new Claim(context.executionId(), context.fence() + 1));
        execute("UPDATE reports SET text = 'newer'");

        assertThatThrownBy(() -> skill.execute(request, context))
                .isInstanceOf(SkillException.class)
                .hasMessageContaining("newer claim");
        assertThat(report()).isEqualTo("newer");
    }

    private String report() throws SQLException {
        try (var select = connection.createStatement();
                var found = select.executeQuery("SELECT text FROM reports")) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
