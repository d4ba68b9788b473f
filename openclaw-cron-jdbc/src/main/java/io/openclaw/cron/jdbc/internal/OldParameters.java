package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.jdbc.internal.JobParamsDao.FormerParams;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Removes parameters that jobs had once when the last execution that ran with them is gone, some in each transaction.
 *
 * <p>No execution comes to refer to them again: what is claimed has the parameters of its job as it stands.
 */
final class OldParameters {
    /** So that two who remove the same do not wait for each other in a circle. */
    private static final Comparator<FormerParams> ORDER = Comparator.comparing(FormerParams::organizationId)
            .thenComparing(FormerParams::jobId)
            .thenComparingLong(FormerParams::lastVersion);

    private final JobParamsDao params;

    OldParameters(Handle handle) {
        this.params = Daos.of(handle, JobParamsDao.class);
    }

    /**
     * Removes what was replaced long ago. Of the executions of that time few may be left, for each of them may be looked at.
     *
     * @param createdBefore the lowest id of executions that came when all of this had been replaced
     */
    void remove(Instant replacedBefore, UUID createdBefore, @Nullable String organizationId, int limit) {
        delete(
                organizationId == null
                        ? params.unused(replacedBefore, createdBefore, limit)
                        : params.unusedOf(organizationId, replacedBefore, createdBefore, limit));
    }

    /** Removes what these jobs have replaced, which must not have many executions. */
    void removeOf(JobKeys jobs, int limit) {
        delete(params.unusedOf(jobs, TimeOrderedId.LAST, limit));
    }

    private void delete(List<FormerParams> unused) {
        if (!unused.isEmpty()) {
            var rows = new Arrays<>(unused.stream().sorted(ORDER).toList());
            params.delete(
                    rows.texts(FormerParams::organizationId),
                    rows.ids(FormerParams::jobId),
                    rows.numbers(FormerParams::lastVersion));
        }
    }
}
