package io.openclaw.cron.examples.readme;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.spi.SkillResult;
import java.util.Map;

/** The smallest host: one skill, one job, and a run at once instead of tomorrow at nine. */
public final class EmbeddingExample {
    private EmbeddingExample() {}

    /** Prints the job's next run and what its skill returned. */
    public static void main(String[] args) {
        var skills = new SkillRegistry().register("greet", (request, context) -> {
            context.progress("greeting", 50, "looking for words");
            return SkillResult.of(Map.of("text", "Hello " + request.parameters().get("name")));
        });
        try (var cron = OpenClawCron.builder()
                .skillExecutor(skills)
                .eventPublisher(event -> System.out.println(event.time() + " " + event.type()))
                .build()) {
            cron.start();
            var job = cron.manager()
                    .createCronJob(CreateCronJobRequest.builder("acme", "ada", "Greeting", "0 9 * * MON-FRI", "greet")
                            .timezone("Europe/Oslo")
                            .skillParams(Map.of("name", "Ada"))
                            .build());
            System.out.println("next run at " + job.nextRun());

            var now = cron.executor().executeJob(job.jobId(), new Caller("acme", "ada"));
            var execution = now.toCompletableFuture().join();
            System.out.println(execution.status() + " " + execution.result());
        }
    }
}
