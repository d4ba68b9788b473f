package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.SweepStep;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What goes through all jobs, some of them in each step: organization by organization, in each by the number of the job, for
 * jobs are only ever added. Each method is to be called inside a transaction.
 */
public final class Sweeps {
    private final MemoryTables tables;

    /** Works on these tables. */
    public Sweeps(MemoryTables tables) {
        this.tables = tables;
    }

    /** Removes the oldest final executions of jobs that have more than so many. */
    public SweepStep removeSurplus(int keep, @Nullable String from, int limit) {
        return step(from, limit, organization -> 0, (job, most) -> {
            var executions = job.executionsIfAny();
            return executions == null
                    ? 0
                    : removeOldest(executions, executions.history().size() - keep, most);
        });
    }

    private int removeOldest(JobExecutions executions, int surplus, int most) {
        if (surplus <= 0) {
            return 0;
        }
        var ended = executions
                .history()
                .ascending()
                .limit(surplus)
                .filter(row -> row.outline().status().isFinal())
                .limit(most)
                .toList();
        ended.forEach(tables.executions::remove);
        return ended.size();
    }

    /** Adds statistics of old hours up to those of days. */
    public SweepStep foldHours(Instant before, @Nullable String from, int limit) {
        return step(from, limit, organization -> organization.rollups.fold(before), (job, most) -> {
            var executions = job.executionsIfAny();
            return executions == null ? 0 : executions.rollups().fold(before);
        });
    }

    @FunctionalInterface
    private interface JobWork {
        /** Does the work on a job, up to some amount; returns how much there was. */
        int on(JobRow job, int most);
    }

    private SweepStep step(@Nullable String from, int limit, ToIntFunction<Organization> first, JobWork work) {
        var place = Place.parse(from);
        var done = 0;
        var looked = 0;
        for (var organization : tables.jobs.organizationsFrom(place.organizationId)) {
            var start = organization.id.equals(place.organizationId) ? place.job : 0;
            if (start == 0) {
                done += first.applyAsInt(organization);
            }
            for (var at = start; at < organization.jobs.size(); at++) {
                if (looked++ < limit) {
                    done += work.on(organization.jobs.get(at), limit - done);
                }
                if (looked > limit || done >= limit) {
                    return new SweepStep(done, new Place(organization.id, at).toString());
                }
            }
        }
        return new SweepStep(done, null);
    }

    /** The job at which a step begins; it may be the one at which the last step has not done all. */
    private record Place(String organizationId, int job) {
        static Place parse(@Nullable String text) {
            if (text == null) {
                return new Place("", 0);
            }
            var space = text.indexOf(' ');
            return new Place(text.substring(space + 1), Integer.parseInt(text.substring(0, space)));
        }

        @Override
        public String toString() {
            return job + " " + organizationId;
        }
    }
}
