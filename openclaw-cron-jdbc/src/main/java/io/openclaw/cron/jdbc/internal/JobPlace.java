package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as users of a sweep over all jobs carry it to the next step. */
final class JobPlace {
    private JobPlace() {}

    /** The job to go on with; what all jobs come after if none is named. */
    static JobKey parse(@Nullable String text) {
        if (text == null) {
            return new JobKey("", TimeOrderedId.FIRST);
        }
        var space = text.indexOf(' ');
        return new JobKey(text.substring(space + 1), UUID.fromString(text.substring(0, space)));
    }

    static String write(JobKey job) {
        return job.jobId() + " " + job.organizationId();
    }
}
