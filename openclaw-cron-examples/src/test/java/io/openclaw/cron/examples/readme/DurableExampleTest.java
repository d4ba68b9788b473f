package io.openclaw.cron.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DurableExampleTest {
    private final SkillRegistry skills =
            new SkillRegistry().register("remind", (request, context) -> SkillResult.of(Map.of("sent", true)));
    private HikariDataSource dataSource;
    private OpenClawCron cron;
    private JdbcCronStore store;

    @BeforeEach
    void open() throws SQLException {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        dataSource = new HikariDataSource(config);
        cron = DurableExample.assemble(dataSource, skills);
        cron.start();
        store = new JdbcCronStore(dataSource);
        execute("CREATE TABLE orders (name varchar(50) PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        cron.close();
        dataSource.close();
    }

    @Test
    void aHostRunsItsJobsFromTheDatabase() {
        var job = cron.manager().createCronJob(reminder("* * * * * *"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(cron.history().getRecentExecutions(job.jobId(), "acme", 1))
                        .singleElement()
                        .satisfies(
                                execution -> assertThat(execution.status()).isEqualTo(CronExecutionStatus.COMPLETED)));
    }

    @Test
    void anOrderAndItsReminderAreThereTogether() throws SQLException {
        DurableExample.placeOrder(cron, store, dataSource, "books", reminder("0 9 * * *"));
        assertThat(reminders()).isOne();

        assertThatThrownBy(() -> DurableExample.placeOrder(cron, store, dataSource, "books", reminder("0 9 * * *")))
                .isInstanceOf(SQLException.class);
        assertThat(reminders()).isOne();
    }

    @Test
    void aFrameworkSaysWhenItHasCommitted() throws SQLException {
        var afterCommit = new ArrayList<Runnable>();
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var transaction = new DurableExample.CurrentTransaction() {
                @Override
                public Connection connection() {
                    return connection;
                }

                @Override
                public void afterCommit(Runnable action) {
                    afterCommit.add(action);
                }
            };
            DurableExample.placeOrder(cron, store, transaction, "books", reminder("0 9 * * *"));
            assertThat(reminders()).isZero();
            connection.commit();
            afterCommit.forEach(Runnable::run);
        }
        assertThat(reminders()).isOne();
    }

    @Test
    void rolesAreForPostgresql() {
        assertThatThrownBy(() -> DurableExample.installRoles(dataSource)).hasMessageContaining("H2 has no");
        assertThat(CronSchema.of(dataSource).version()).isPositive();
    }

    private int reminders() {
        return cron.manager()
                .listCronJobs(CronJobListQuery.builder("acme").build())
                .items()
                .size();
    }

    private static CreateCronJobRequest reminder(String schedule) {
        return CreateCronJobRequest.builder("acme", "ada", "Remind of the order", schedule, "remind")
                .skillParams(Map.of("addresses", List.of("ada@acme.example")))
                .build();
    }

    private void execute(String statement) throws SQLException {
        try (var connection = dataSource.getConnection();
                var made = connection.createStatement()) {
            made.execute(statement);
        }
    }
}
