package io.openclaw.cron.event;

import java.time.Instant;

/**
 * A skill reports how far it has come.
 *
 * <p>Sent at once, with no commit. It is the first to be dropped when a publisher is too slow.
 *
 * @param source what it is about
 * @param time when it happened
 * @param stage what the skill is doing
 * @param progress how much is done, 0 to 100
 * @param message one sentence for a person; may be empty
 */
public record SkillProgress(EventSource source, Instant time, String stage, int progress, String message)
        implements CronEvent {
    /** The name on the wire. */
    public static final String TYPE = "skill.progress";

    @Override
    public String type() {
        return TYPE;
    }
}
