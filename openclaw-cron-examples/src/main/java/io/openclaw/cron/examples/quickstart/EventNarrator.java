package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.ExecutionListener;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronCreated;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.examples.commandline.Texts;
import io.openclaw.cron.spi.EventPublisher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tells in words what happens, one line an event. The library calls it on one thread. */
final class EventNarrator implements EventPublisher, ExecutionListener {
    private final Screen screen;
    private final Map<UUID, String> jobNames = new HashMap<>();

    EventNarrator(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void publish(CronEvent event) {
        if (event instanceof CronCreated created) {
            jobNames.put(created.jobId(), created.jobName());
            tell(created, created.jobName(), "created, '" + created.schedule() + "'" + firstRun(created));
        } else {
            onEvent(event);
        }
    }

    private static String firstRun(CronCreated created) {
        return created.nextRun() == null ? "" : ", first run at " + Texts.second(created.nextRun());
    }

    @Override
    public void onTriggered(CronTriggered event) {
        jobNames.putIfAbsent(event.jobId(), event.jobName());
        var lateness = event.scheduledFor() == null || event.attempt() > 1
                ? ""
                : ", " + Texts.duration(Duration.between(event.scheduledFor(), event.startTime())) + " after its time";
        tell(event, event.jobName(), "attempt " + event.attempt() + " started" + lateness);
    }

    @Override
    public void onProgress(SkillProgress event) {
        var job = jobNames.getOrDefault(event.jobId(), "job");
        screen.progress(event.executionId(), event.progress(), job + ": " + event.stage() + " " + event.message());
    }

    @Override
    public void onCompleted(CronCompleted event) {
        var result = Texts.result(event.result());
        end(event, event.jobName(), "completed in " + Texts.duration(event.executionTime()) + "  " + result);
    }

    @Override
    public void onRetrying(CronRetrying event) {
        end(
                event,
                event.jobName(),
                "attempt " + event.attempt() + " failed, next one at " + Texts.millisecond(event.retryAt()) + ": "
                        + event.error().message());
    }

    @Override
    public void onFailed(CronFailed event) {
        end(
                event,
                event.jobName(),
                "FAILED after " + event.retryAttempt() + " retries: "
                        + event.error().message());
    }

    @Override
    public void onTimeout(CronTimeout event) {
        end(event, event.jobName(), "TIMED OUT after " + Texts.duration(event.timeout()));
    }

    @Override
    public void onSkipped(CronSkipped event) {
        tell(
                event,
                event.jobName(),
                "SKIPPED " + event.skippedCount() + " from " + Texts.second(event.scheduledFor()) + ": "
                        + event.reason().message());
    }

    @Override
    public void onCancelled(CronCancelled event) {
        end(event, event.jobName(), "cancelled: " + event.reason().message());
    }

    private void end(CronEvent event, String jobName, String text) {
        screen.progressEnded(event.executionId());
        tell(event, jobName, text);
    }

    private void tell(CronEvent event, String jobName, String text) {
        screen.line("%s  %-14s %s"
                .formatted(Texts.millisecond(event.time()), jobName, text)
                .stripTrailing());
    }
}
