package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillResult;
import java.util.Map;
import java.util.TreeMap;

/** What hosts show their users, beside a large history. */
final class Queries implements Program.Measurement {
    private static final int DEEP = 1_000;

    private final Assignment assignment;

    Queries(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        new History(assignment.database(), assignment.size().rows()).make();
        assignment.settle();
        var meter = assignment.meter();
        var before = meter.now();
        try (var cron = OpenClawCron.builder()
                .store(new JdbcCronStore(assignment.database()))
                .skillExecutor((request, context) -> SkillResult.empty())
                .build()) {
            var figures = new TreeMap<>(new QueryTimes(cron, DEEP).figures());
            figures.put("othersPercent", meter.now().othersPercent(before));
            return figures;
        }
    }
}
