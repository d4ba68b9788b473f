package io.openclaw.cron.benchmarks.jmh;

import io.openclaw.cron.CronValidationResult;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Checking what a user has typed, with description and preview. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ValidationBenchmark {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final CronExpressions expressions = new CronExpressions();
    private final String[] known = java.util.Arrays.stream(Expressions.values())
            .map(expression -> expression.ours)
            .toArray(String[]::new);
    private int turn;

    @Benchmark
    public CronValidationResult warm() {
        turn = (turn + 1) % known.length;
        return expressions.validate(known[turn], "America/New_York", NOW);
    }

    /** Millions of expressions, none of them twice. */
    @Benchmark
    public CronValidationResult notSeenBefore() {
        int number = turn++;
        var expression = number % 60 + " " + number / 60 % 60 + " " + number / 3_600 % 24 + " "
                + (number / 86_400 % 28 + 1) + " 1-" + (number / 2_419_200 % 12 + 1) + " *";
        return expressions.validate(expression, "America/New_York", NOW);
    }

    /** The very first call in a JVM, with all the classes that it loads. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(10)
    public CronValidationResult firstInJvm() {
        return expressions.validate("0 9 * * MON#1", "America/New_York", NOW);
    }
}
