package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.Page;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.rules.JobOrder;
import io.openclaw.cron.spi.rules.JobOrder.Place;
import io.openclaw.cron.spi.rules.PageCursor;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Lists jobs: finds the places of a page, which an index alone can tell, and then the jobs that stand there. */
public final class JobPages {
    private final Handle handle;

    /** Reads through this handle. */
    public JobPages(Handle handle) {
        this.handle = handle;
    }

    /** One page. */
    public Page<CronJob> page(CronJobListQuery query) {
        var order = JobOrder.of(query);
        var cursor = PageCursor.of(query);
        var filter = new JobFilter(query);
        var places = new JobPlaces(filter, cursor == null ? null : order.placeOf(cursor)).read(handle);
        return Pages.page(
                        places,
                        filter.count(handle),
                        query.limit(),
                        query.offset(),
                        last -> JobOrder.cursorOf(last).write(query))
                .map(new Found(query.organizationId(), places)::jobAt);
    }

    /** The jobs that stand at places. */
    private final class Found {
        private final String organizationId;
        private final java.util.Map<JobKey, StoredJob> jobs;

        Found(String organizationId, List<Place> places) {
            this.organizationId = organizationId;
            this.jobs = Jobs.byKey(handle, places.stream().map(this::keyOf).toList());
        }

        CronJob jobAt(Place place) {
            return requireNonNull(jobs.get(keyOf(place)), "rows of jobs stay").shown();
        }

        private JobKey keyOf(Place place) {
            return new JobKey(organizationId, place.jobId());
        }
    }
}
