package io.openclaw.cron.examples.readme;

import io.openclaw.cron.examples.fencing.FenceGuard;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Writes a report into a table, so that whoever has lost the execution to another node cannot write over that one's report. */
public final class GuardedReportSkill implements Skill {
    private final DataSource database;
    private final FenceGuard guard = new FenceGuard("report_guard");

    /** Creates the skill on a PostgreSQL with the tables {@code reports} and {@code report_guard}. */
    public GuardedReportSkill(DataSource database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws SQLException {
        var report = "made in attempt " + context.attempt();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (!guard.admit(connection, "report of " + request.organizationId(), Claim.of(context))) {
                connection.rollback();
                throw SkillException.permanent("taken_over", "A newer claim has written this report");
            }
            write(connection, request.organizationId(), report);
            connection.commit();
        }
        return SkillResult.empty();
    }

    private static void write(Connection connection, String organizationId, String report) throws SQLException {
        var sql = "INSERT INTO reports (organization_id, text) VALUES (?, ?)"
                + " ON CONFLICT (organization_id) DO UPDATE SET text = EXCLUDED.text";
        try (var write = connection.prepareStatement(sql)) {
            write.setString(1, organizationId);
            write.setString(2, report);
            write.executeUpdate();
        }
    }
}
