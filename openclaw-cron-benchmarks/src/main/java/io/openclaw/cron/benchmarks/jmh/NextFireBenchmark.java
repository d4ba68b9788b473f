package io.openclaw.cron.benchmarks.jmh;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.core.internal.schedule.FireTimes;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.scheduling.support.CronExpression;

/** The next fire after an instant, of an expression that is compiled: ours, cron-utils' and Spring's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class NextFireBenchmark {
    /** Which one. */
    @Param
    public Expressions expression;

    private final Instant[] starts = Expressions.starts();
    private final ZonedDateTime[] zonedStarts =
            Arrays.stream(starts).map(start -> start.atZone(Expressions.ZONE)).toArray(ZonedDateTime[]::new);
    private FireTimes ours;
    private ExecutionTime cronUtils;
    private CronExpression spring;
    private int turn;

    /** Compiles the expression, and refuses to compare answers that differ. */
    @Setup
    public void compile() {
        ours = new CronExpressions().fireTimes(expression.ours, Expressions.ZONE);
        cronUtils = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(expression.quartz));
        spring = CronExpression.parse(expression.spring);
        for (int i = 0; i < starts.length; i++) {
            var next = ours();
            turn--;
            var theirs = spring();
            if (theirs == null || !next.equals(Optional.of(theirs.toInstant()))) {
                throw new IllegalStateException("After " + starts[turn & (starts.length - 1)] + " " + expression
                        + " fires at " + next + ", for Spring at " + theirs);
            }
        }
    }

    @Benchmark
    public Optional<Instant> ours() {
        return ours.next(starts[turn++ & (starts.length - 1)]);
    }

    @Benchmark
    public Optional<ZonedDateTime> cronUtils() {
        return cronUtils.nextExecution(zonedStarts[turn++ & (starts.length - 1)]);
    }

    @Benchmark
    public @Nullable ZonedDateTime spring() {
        return spring.next(zonedStarts[turn++ & (starts.length - 1)]);
    }
}
