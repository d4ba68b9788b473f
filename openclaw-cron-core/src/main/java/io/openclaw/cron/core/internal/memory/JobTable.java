package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs, by id and by organization. */
final class JobTable {
    private final Map<UUID, JobRow> byId = new HashMap<>();
    /** In the order in which sweeps go through them. */
    private final NavigableMap<String, Organization> organizations = new TreeMap<>();

    private final SharedTexts texts = new SharedTexts();
    private final DueLanes lanes;
    private final Journal journal;

    JobTable(DueLanes lanes, Journal journal) {
        this.lanes = lanes;
        this.journal = journal;
    }

    /** Finds a job of an organization, deleted ones too. */
    @Nullable
    JobRow find(UUID jobId, String organizationId) {
        var row = byId.get(jobId);
        return row == null || !row.organization.id.equals(organizationId) ? null : row;
    }

    boolean exists(UUID jobId) {
        return byId.containsKey(jobId);
    }

    /** The organization, or null if it never had a job. */
    @Nullable
    Organization organization(String organizationId) {
        return organizations.get(organizationId);
    }

    Collection<Organization> organizations() {
        return organizations.values();
    }

    /** The organizations from one on. */
    Collection<Organization> organizationsFrom(String organizationId) {
        return organizations.tailMap(organizationId, true).values();
    }

    /** Inserts a job; id and key must be free. */
    void insert(CronJob job) {
        var organization = organizations.computeIfAbsent(job.organizationId(), Organization::new);
        var row = new JobRow(organization, texts.share(job, organization.id));
        add(row);
        journal.undoBy(() -> remove(row));
    }

    /** Changes all of a job but its next fire and its state; the key must be free. */
    void change(JobRow row, CronJob changed) {
        var before = row.job();
        redefine(row, texts.share(changed, row.organization.id));
        journal.undoBy(() -> redefine(row, before));
    }

    /** Changes the first fire that is not decided yet. */
    void setNextRun(JobRow row, @Nullable Instant nextRun) {
        var before = row.nextRun();
        if (!Objects.equals(before, nextRun)) {
            reschedule(row, nextRun);
            journal.undoBy(() -> reschedule(row, before));
        }
    }

    void setState(JobRow row, CronJobState state) {
        var before = row.state();
        row.setState(state);
        journal.undoBy(() -> row.setState(before));
    }

    private void add(JobRow row) {
        byId.put(row.dueId(), row);
        row.organization.jobs.add(row);
        row.organization.enlist(row);
        lanes.place(row);
    }

    /** Only to take back an insertion, so that the row is the last of its organization. */
    private void remove(JobRow row) {
        row.removed();
        lanes.place(row);
        row.organization.delist(row);
        row.organization.jobs.remove(row.organization.jobs.size() - 1);
        byId.remove(row.dueId());
    }

    private void redefine(JobRow row, CronJob job) {
        row.organization.delist(row);
        row.setJob(job);
        row.organization.enlist(row);
        lanes.place(row);
    }

    private void reschedule(JobRow row, @Nullable Instant nextRun) {
        row.setNextRun(nextRun);
        lanes.place(row);
    }
}
