package io.openclaw.cron;

/**
 * How far a skill has come, as it reported last.
 *
 * @param stage what it is doing, a word or two
 * @param percent how much is done, 0 to 100
 * @param message one sentence for a person; may be empty
 */
public record CronProgress(String stage, int percent, String message) {

    /** Brings the percentage into its range. */
    public CronProgress {
        percent = Math.max(0, Math.min(100, percent));
    }
}
