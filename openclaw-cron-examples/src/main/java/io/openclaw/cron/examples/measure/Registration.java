package io.openclaw.cron.examples.measure;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import io.openclaw.cron.spi.SkillResult;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Measures how long it takes to create many jobs, in memory, and how much heap they take. */
public final class Registration {
    private static final String HELP = """
            Creates jobs in batches, and then as many one by one in another scheduler.

              --jobs N   how many jobs, 1 to 10000000 (default 100000)
              --help     this text
            """;

    private static final int BATCH = 10_000;
    private static final int WARM_UP_JOBS = 50_000;
    private static final int COLLECTIONS = 3;

    private Registration() {}

    /**
     * Prints the figures; ends with exit code 2 if an option is wrong.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ConsoleLog.warningsOnly();
        var exitCode = run(args, System.out, System.err);
        System.out.flush();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            var line = CommandLine.parse(args, Set.of("--jobs"), Set.of("--help"));
            if (line.has("--help")) {
                out.println(HELP);
                return 0;
            }
            var jobs = line.number("--jobs", 100_000, 1, 10_000_000);
            warmUp(jobs);
            out.println("in batches of " + BATCH + ": " + measure(jobs, Registration::inBatches));
            out.println("one by one: " + measure(jobs, Registration::oneByOne));
            return 0;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
    }

    /** Or what is measured first would pay for the compiling of what both do. */
    private static void warmUp(int jobs) {
        var some = Math.min(jobs, WARM_UP_JOBS);
        measure(some, Registration::inBatches);
        measure(some, Registration::oneByOne);
    }

    private static String measure(int jobs, BiConsumer<CronManager, Integer> create) {
        try (var cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> SkillResult.empty())
                .build()) {
            var heapBefore = usedHeap();
            var started = System.nanoTime();
            create.accept(cron.manager(), jobs);
            var elapsed = Duration.ofNanos(System.nanoTime() - started);
            var heap = usedHeap() - heapBefore;
            // Asked last, so that nothing of it is garbage while the heap is looked at.
            var scheduled = cron.scheduler().getStatistics().scheduledJobs();
            return String.format(
                    Locale.ROOT,
                    "%,d jobs in %.2f s, %.1f us and %,d bytes of heap each",
                    scheduled,
                    elapsed.toNanos() / 1e9,
                    elapsed.toNanos() / 1e3 / scheduled,
                    heap / scheduled);
        }
    }

    private static void inBatches(CronManager manager, int jobs) {
        for (int from = 0; from < jobs; from += BATCH) {
            manager.createCronJobs(IntStream.range(from, Math.min(from + BATCH, jobs))
                    .mapToObj(Registration::job)
                    .toList());
        }
    }

    private static void oneByOne(CronManager manager, int jobs) {
        IntStream.range(0, jobs).mapToObj(Registration::job).forEach(manager::createCronJob);
    }

    /** Daily jobs of a thousand tenants, spread over the minutes of the day. */
    private static CreateCronJobRequest job(int number) {
        var schedule = number % 60 + " " + number / 60 % 24 + " * * *";
        return CreateCronJobRequest.builder("org-" + number % 1_000, "user", "job " + number, schedule, "report")
                .timezone("Europe/Oslo")
                .skillParams(Map.of("number", number))
                .build();
    }

    /** What is still in use after a collection: the least of several looks, as other threads allocate meanwhile. */
    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        return IntStream.range(0, COLLECTIONS)
                .mapToLong(look -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .min()
                .orElseThrow();
    }
}
