package io.openclaw.cron.spi.rules;

import io.openclaw.cron.spi.JobExecution;
import java.util.Comparator;

/** The order in which a claim lists what it has claimed: highest priority first, within it the earliest. */
public final class ClaimOrder {
    /** The order itself. */
    public static final Comparator<JobExecution> INSTANCE = Comparator.<JobExecution>comparingInt(
                    claimed -> -claimed.execution().priority())
            .thenComparing(claimed -> claimed.execution().availableAt())
            .thenComparing(claimed -> claimed.execution().executionId(), TimeOrderedId.ORDER);

    private ClaimOrder() {}
}
