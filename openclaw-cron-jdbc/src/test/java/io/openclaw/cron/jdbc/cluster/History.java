package io.openclaw.cron.jdbc.cluster;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.OpenClawCron;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the store knows of the one organization that these tests have. */
final class History {
    private static final int PAGE = 200;

    private History() {}

    /** Every execution. */
    static List<CronExecution> executions(OpenClawCron cron) {
        var all = new ArrayList<CronExecution>();
        String cursor = null;
        do {
            var page = cron.history()
                    .getExecutionHistory(CronExecutionHistoryQuery.builder("acme")
                            .limit(PAGE)
                            .cursor(cursor)
                            .build());
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    /** Whether every execution has ended. */
    static boolean nothingIsLive(OpenClawCron cron) {
        return cron.history()
                .getExecutionHistory(CronExecutionHistoryQuery.builder("acme")
                        .statuses(Set.of(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING))
                        .limit(1)
                        .build())
                .items()
                .isEmpty();
    }
}
