package io.openclaw.cron.jdbc.cluster;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job that is changed again and again, and what held when. Used by one thread at a time. */
final class LiveJob {
    private static final Caller ANN = new Caller("acme", "ann");

    private final CronManager manager;
    private final Random random;
    private final String name;
    private final List<Phase> phases = new ArrayList<>();
    private UUID jobId;
    private Seconds seconds = Seconds.ALL;

    /** Which seconds a schedule fires in. */
    enum Seconds {
        ALL("* * * * * *"),
        EVEN("*/2 * * * * *"),
        ODD("1-59/2 * * * * *");

        private final String expression;

        Seconds(String expression) {
            this.expression = expression;
        }

        boolean contain(Instant instant) {
            var odd = instant.atOffset(ZoneOffset.UTC).getSecond() % 2 == 1;
            return this == ALL || odd == (this == ODD);
        }
    }

    /** What is done to a job. */
    enum Change {
        CREATE,
        UPDATE,
        DISABLE,
        ENABLE,
        PAUSE,
        RESUME,
        DELETE
    }

    /**
     * What holds from one change to the next.
     *
     * @param change that which began it
     * @param jobId of which job: one that was deleted has a successor
     * @param called when the change was asked for
     * @param returned when it had been made
     * @param returnedNanos the same in elapsed time
     * @param seconds when the job fires from then on; null if never
     */
    record Phase(
            Change change,
            UUID jobId,
            Instant called,
            Instant returned,
            long returnedNanos,
            @Nullable Seconds seconds) {

        /** The fires that are certain to be the new schedule's: after the change, until an instant. */
        Stream<Instant> fires(Instant until) {
            return Stream.iterate(
                            returned.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1),
                            fire -> fire.isBefore(until),
                            fire -> fire.plusSeconds(1))
                    .filter(this::has);
        }

        /** Whether the new schedule has an instant. */
        boolean has(Instant fire) {
            return seconds != null && seconds.contain(fire);
        }
    }

    LiveJob(CronManager manager, String name, long seed) {
        this.manager = manager;
        this.name = name;
        this.random = new Random(seed);
        create();
    }

    List<Phase> phases() {
        return phases;
    }

    /** What holds now. */
    Phase phase() {
        return phases.get(phases.size() - 1);
    }

    /** Changes it in one of the ways that there are. */
    void change() {
        switch (phase().change()) {
            case DISABLE -> phase(Change.ENABLE, seconds, () -> manager.enableCronJob(jobId, ANN));
            case PAUSE -> phase(Change.RESUME, seconds, () -> manager.resumeCronJob(jobId, ANN));
            case DELETE -> create();
            default -> changeWhatFires();
        }
    }

    private void changeWhatFires() {
        switch (random.nextInt(6)) {
            case 0 -> disable();
            case 1 -> phase(Change.PAUSE, null, () -> manager.pauseCronJob(jobId, ANN));
            case 2 -> phase(Change.DELETE, null, () -> manager.deleteCronJob(jobId, ANN));
            default -> {
                seconds = Seconds.values()[(seconds.ordinal() + 1 + random.nextInt(2)) % 3];
                var update = UpdateCronJobRequest.builder()
                        .schedule(seconds.expression)
                        .build();
                phase(Change.UPDATE, seconds, () -> manager.updateCronJob(jobId, ANN, update));
            }
        }
    }

    /** Ends it. */
    void stop() {
        if (phase().seconds() != null) {
            disable();
        }
    }

    private void disable() {
        phase(Change.DISABLE, null, () -> manager.disableCronJob(jobId, ANN));
    }

    private void create() {
        var request = CreateCronJobRequest.builder("acme", "ann", name, seconds.expression, "note")
                .timezone("UTC")
                .overlapPolicy(OverlapPolicy.ALLOW)
                .misfirePolicy(MisfirePolicy.FIRE_ALL)
                .build();
        phase(
                Change.CREATE,
                seconds,
                () -> jobId = manager.createCronJob(request).jobId());
    }

    private void phase(Change change, @Nullable Seconds from, Runnable act) {
        var called = Instant.now();
        act.run();
        phases.add(new Phase(change, jobId, called, Instant.now(), System.nanoTime(), from));
    }
}
