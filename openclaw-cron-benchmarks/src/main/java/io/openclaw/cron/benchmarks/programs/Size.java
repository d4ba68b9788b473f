package io.openclaw.cron.benchmarks.programs;

import java.util.List;

/**
 * How large a workload is.
 *
 * @param jobs how many jobs
 * @param others how many other jobs there are, which are not due
 * @param workers how many threads or permits a peer has
 * @param processes how many processes a peer is
 * @param seconds how long is measured, where time decides when a run ends
 * @param rows how many executions are in the history before it begins
 */
public record Size(int jobs, int others, int workers, int processes, int seconds, long rows) {
    /** One with jobs and workers alone. */
    public static Size of(int jobs, int workers) {
        return new Size(jobs, 0, workers, 1, 0, 0);
    }

    /** One that lasts for so many seconds. */
    public Size lasting(int duration) {
        return new Size(jobs, others, workers, processes, duration, rows);
    }

    /** One with a history. */
    public Size withHistory(long executions) {
        return new Size(jobs, others, workers, processes, seconds, executions);
    }

    /** One beside other jobs. */
    public Size beside(int jobsNotDue) {
        return new Size(jobs, jobsNotDue, workers, processes, seconds, rows);
    }

    /** One by some processes. */
    public Size by(int nodes) {
        return new Size(jobs, others, workers, nodes, seconds, rows);
    }

    /** One with at most so many jobs. */
    public Size atMost(int most) {
        return of(Math.min(most, jobs));
    }

    private Size of(int count) {
        return new Size(count, others, workers, processes, seconds, rows);
    }

    /** One that differs as a word of a command line says, such as {@code jobs=2000}. */
    public Size changedBy(String word) {
        var equals = word.indexOf('=');
        var value = Long.parseLong(word, equals + 1, word.length(), 10);
        return switch (word.substring(0, equals)) {
            case "jobs" -> of(Math.toIntExact(value));
            case "others" -> beside(Math.toIntExact(value));
            case "workers" -> new Size(jobs, others, Math.toIntExact(value), processes, seconds, rows);
            case "processes" -> by(Math.toIntExact(value));
            case "seconds" -> lasting(Math.toIntExact(value));
            case "rows" -> withHistory(value);
            default -> throw new IllegalArgumentException(word + " is none of " + String.join(", ", words()));
        };
    }

    /** As it is passed to another process. */
    public List<String> words() {
        return List.of(
                "jobs=" + jobs,
                "others=" + others,
                "workers=" + workers,
                "processes=" + processes,
                "seconds=" + seconds,
                "rows=" + rows);
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
