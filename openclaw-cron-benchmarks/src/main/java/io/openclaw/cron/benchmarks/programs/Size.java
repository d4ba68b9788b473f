package io.openclaw.cron.benchmarks.programs;

import java.util.List;

/**
 * How large a workload is.
 *
 * @param jobs how many jobs
 * @param workers how many threads or permits a peer has
 * @param seconds how long is measured, where time decides when a run ends
 * @param rows how many executions are in the history before it begins
 */
public record Size(int jobs, int workers, int seconds, long rows) {
    /** One with jobs and workers alone. */
    public static Size of(int jobs, int workers) {
        return new Size(jobs, workers, 0, 0);
    }

    /** One that lasts for so many seconds. */
    public Size lasting(int duration) {
        return new Size(jobs, workers, duration, rows);
    }

    /** One with a history. */
    public Size withHistory(long executions) {
        return new Size(jobs, workers, seconds, executions);
    }

    /** One with at most so many jobs. */
    public Size atMost(int most) {
        return new Size(Math.min(most, jobs), workers, seconds, rows);
    }

    /** One that differs as a word of a command line says, such as {@code jobs=2000}. */
    public Size changedBy(String word) {
        var value = Long.parseLong(word, word.indexOf('=') + 1, word.length(), 10);
        return switch (word.substring(0, word.indexOf('='))) {
            case "jobs" -> new Size(Math.toIntExact(value), workers, seconds, rows);
            case "workers" -> new Size(jobs, Math.toIntExact(value), seconds, rows);
            case "seconds" -> lasting(Math.toIntExact(value));
            case "rows" -> withHistory(value);
            default -> throw new IllegalArgumentException(word + " is none of jobs=, workers=, seconds= and rows=");
        };
    }

    /** As it is passed to another process. */
    public List<String> words() {
        return List.of("jobs=" + jobs, "workers=" + workers, "seconds=" + seconds, "rows=" + rows);
    }

    /** The one that was passed. */
    public static Size of(List<String> words) {
        var size = of(0, 0);
        for (var word : words) {
            size = size.changedBy(word);
        }
        return size;
    }
}
