package io.openclaw.cron.core;

import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.CronScheduler;
import io.openclaw.cron.CronSchedulerStatistics;
import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.core.internal.history.DefaultCronHistory;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.manage.AfterCommit;
import io.openclaw.cron.core.internal.manage.Announcements;
import io.openclaw.cron.core.internal.manage.Cancellations;
import io.openclaw.cron.core.internal.manage.DefaultCronManager;
import io.openclaw.cron.core.internal.manage.DefaultCronScheduler;
import io.openclaw.cron.core.internal.manage.JobChanges;
import io.openclaw.cron.core.internal.manage.JobDrafts;
import io.openclaw.cron.core.internal.manage.JobLookup;
import io.openclaw.cron.core.internal.manage.JobRules;
import io.openclaw.cron.core.internal.manage.JobWrites;
import io.openclaw.cron.core.internal.manage.LocalNode;
import io.openclaw.cron.core.internal.manage.ManualRuns;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.SkillExecutor;
import java.util.function.Supplier;

/** The parts that manage jobs, wired. */
final class Management {
    final ManualRuns manualRuns;
    final Cancellations cancellations;

    private final CronStore store;
    private final EngineClock clock;
    private final CronManagerConfig config;
    private final Shared shared;
    private final JobRules rules;
    private final JobLookup jobs;
    private final Announcements announcements;

    /** What management shares with the engine. */
    record Shared(
            TimeOrderedIds ids, CronExpressions expressions, SkillExecutor skills, LocalNode node, EventSink events) {

        private Shared after(CronStore committer) {
            var later = new AfterCommit(committer, node, events);
            return new Shared(ids, expressions, skills, later, later);
        }
    }

    Management(CronStore store, EngineClock clock, CronManagerConfig config, Shared shared) {
        this.store = store;
        this.clock = clock;
        this.config = config;
        this.shared = shared;
        this.rules = new JobRules(config.limits(), shared.skills, shared.expressions);
        this.jobs = new JobLookup(store, rules);
        this.announcements = new Announcements(shared.node, shared.events);
        this.cancellations = new Cancellations(store, clock, rules, announcements);
        this.manualRuns = new ManualRuns(store, clock, shared.ids, jobs, cancellations, shared.node);
    }

    /** A manager on a view of the store, whose changes are announced when the view says that they are committed. */
    CronManager managerOn(CronStore view) {
        return new Management(view, clock, config, shared.after(view)).manager(new DefaultCronHistory(view, clock));
    }

    CronManager manager(CronHistory history) {
        var drafts = new JobDrafts(config, rules, shared.expressions, shared.ids);
        var changes = new JobChanges(shared.expressions, shared.ids);
        var writes = new JobWrites(store, clock, jobs, changes, announcements);
        return new DefaultCronManager(drafts, jobs, writes, manualRuns, history);
    }

    CronScheduler scheduler(CronManager manager, Supplier<CronSchedulerStatistics> statistics, Runnable shutdown) {
        return new DefaultCronScheduler(
                shared.expressions, manager, clock, config.defaultTimezone(), statistics, shutdown);
    }
}
