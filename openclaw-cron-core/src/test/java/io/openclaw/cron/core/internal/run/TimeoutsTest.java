package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.aJob;
import static io.openclaw.cron.core.internal.lifecycle.Samples.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.internal.lifecycle.Joining;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private final RunHarness harness = new RunHarness();
    private final RunEnvironment environment = harness.environment();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final NamedThreads threads = new NamedThreads("timeouts-test", harness.nodeName);
    private final List<Thread> started = new ArrayList<>();

    @BeforeEach
    void skillsBlock() {
        blocks();
    }

    @AfterEach
    void close() {
        release.countDown();
        started.forEach(LockSupport::unpark);
        Joining.joinAll(started);
        harness.close();
    }

    @Test
    void eachSkillIsStoppedWhenItsOwnTimeIsOver() {
        start("long", 60);
        start("short", 10);
        start("middle", 30);

        harness.clock.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(stopped).isEmpty();
        harness.clock.advance(Duration.ofNanos(1));
        awaitStopped("short");
        harness.clock.advance(Duration.ofSeconds(20));
        awaitStopped("short", "middle");
        harness.clock.advance(Duration.ofSeconds(30));
        awaitStopped("short", "middle", "long");
    }

    @Test
    void whatBeginsLaterIsStoppedLater() {
        start("first", 60);
        harness.clock.advance(Duration.ofSeconds(40));
        start("second", 60);

        harness.clock.advance(Duration.ofSeconds(20));
        awaitStopped("first");
        harness.clock.advance(Duration.ofSeconds(40));
        awaitStopped("first", "second");
    }

    @Test
    void aSkillThatGoesOnDoesNotKeepTheOthersFromBeingStopped() {
        ignoresItsInterruption();
        start("stubborn", 10);
        harness.clock.advance(Duration.ofSeconds(10));
        blocks();
        start("other", 10);

        harness.clock.advance(Duration.ofSeconds(10));

        awaitStopped("other");
    }

    @Test
    void aSkillWhoseTimeIsOverBeforeItIsCalledIsStoppedAtOnce() {
        var run = run("late", 10);
        run.begin();
        harness.clock.advance(Duration.ofSeconds(10));
        run.run();
        assertThat(begun).isEmpty();

        start("next", 10);
        harness.clock.advance(Duration.ofSeconds(10));
        awaitStopped("next");
    }

    private void blocks() {
        harness.skill = (request, context) -> {
            begun.add(request.jobName());
            try {
                release.await();
            } catch (InterruptedException stop) {
                stopped.add(request.jobName());
                throw stop;
            }
            return SkillResult.empty();
        };
    }

    private void ignoresItsInterruption() {
        harness.skill = (request, context) -> {
            begun.add(request.jobName());
            while (release.getCount() > 0) {
                LockSupport.park(release);
                // Cleared, for with it set a thread does not park.
                Thread.interrupted();
            }
            return SkillResult.empty();
        };
    }

    private ExecutionRun run(String jobName, int timeoutSeconds) {
        var job = aJob().jobName(jobName).timeoutSeconds(timeoutSeconds).build();
        return new ExecutionRun(environment, new JobExecution(reserved(job).build(), job));
    }

    /** Returns when the skill is under way. */
    private void start(String jobName, int timeoutSeconds) {
        var run = run(jobName, timeoutSeconds);
        run.begin();
        var thread = threads.newThread(run::run);
        started.add(thread);
        thread.start();
        eventually().until(() -> begun.contains(jobName));
    }

    private void awaitStopped(String... jobNames) {
        eventually().until(() -> stopped.size() >= jobNames.length);
        assertThat(stopped).containsExactly(jobNames);
    }
}
