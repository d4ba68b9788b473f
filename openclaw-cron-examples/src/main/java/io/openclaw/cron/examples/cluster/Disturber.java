package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.examples.cluster.node.NodeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Disturbs a cluster at random, and mends what it has broken. What it does next depends on the seed alone; what becomes of it, on
 * everything else.
 *
 * <p>All is done by one thread. Several nodes may be disturbed at once, and one node in its process and its link.
 */
final class Disturber {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final List<Node> nodes;
    private final ClusterDatabase database;
    private final Narrator narrator;
    private final SplittableRandom random;
    private final NodeSettings settings;
    private final List<Disturbance> kinds = new ArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "disturber"));
    /** What is broken, and how to mend it. */
    private final Map<Object, Step> broken = new HashMap<>();

    private final Map<Disturbance, Integer> done = new EnumMap<>(Disturbance.class);
    /** Why it had to give up, if it had to; set by the thread, or after it. */
    private volatile Throwable failure;

    private boolean over;

    Disturber(List<Node> nodes, ClusterDatabase database, Narrator narrator, ClusterOptions options) {
        this.nodes = nodes;
        this.database = database;
        this.narrator = narrator;
        this.random = new SplittableRandom(options.seed());
        this.settings = options.settings();
        options.disturbances().stream()
                .sorted()
                .forEach(kind -> kinds.addAll(Collections.nCopies(kind.weight(), kind)));
    }

    /** Something that may go wrong. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /** Begins. */
    void start() {
        if (!kinds.isEmpty()) {
            thread.execute(() -> guarded(this::goOn));
        }
    }

    /** Disturbs nothing any more, and mends all that is broken. Returns how often it has done what. */
    Map<Disturbance, Integer> stop() throws InterruptedException, TimeoutException {
        try {
            thread.submit(() -> {
                        over = true;
                        // Links and the database first: a node that is being closed may need them.
                        mendAll(target -> !(target instanceof NodeProcess));
                        mendAll(target -> true);
                        return null;
                    })
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException thrown) {
            failure = thrown.getCause();
        } finally {
            thread.shutdownNow();
        }
        if (failure != null) {
            throw new IllegalStateException("The cluster could not be disturbed or mended", failure);
        }
        return done;
    }

    private void mendAll(Predicate<Object> which) throws Exception {
        for (var target : broken.keySet().stream().filter(which).toList()) {
            broken.remove(target).run();
        }
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (Exception | Error thrown) {
            failure = thrown;
            over = true;
        }
    }

    private void goOn() throws Exception {
        if (over) {
            return;
        }
        disturb(kinds.get(random.nextInt(kinds.size())), nodes.get(random.nextInt(nodes.size())));
        after(between(settings.deadAfter().dividedBy(2), settings.deadAfter().multipliedBy(2)), this::goOn);
    }

    private void disturb(Disturbance kind, Node node) throws Exception {
        // Drawn in any case, so that what comes later does not depend on what was possible.
        var brief = random.nextInt(4) == 0;
        var deadAfter = settings.deadAfter();
        var length = brief
                ? between(deadAfter.dividedBy(20), deadAfter.dividedBy(2))
                : between(deadAfter, deadAfter.multipliedBy(2));
        var onNode = kind == Disturbance.CUT || kind == Disturbance.HOLD ? node.link() : node.process();
        var target = kind == Disturbance.DATABASE ? database : onNode;
        if (broken.containsKey(target)
                || (target == node.process() && !node.process().isReady())) {
            return;
        }
        switch (kind) {
            case KILL -> breakFor(length.dividedBy(2), target, () -> kill(node), () -> tell(node, node.start()));
            case FREEZE -> breakFor(length, target, () -> freeze(node, length), () -> thaw(node));
            case CUT ->
                breakFor(
                        length,
                        target,
                        () -> cut(node, length),
                        () -> node.link().open());
            case HOLD ->
                breakFor(
                        length,
                        target,
                        () -> hold(node, length),
                        () -> node.link().open());
            case DATABASE -> breakFor(length.dividedBy(2), target, this::crash, this::startDatabase);
            case RESTART -> breakFor(length.dividedBy(4), target, () -> close(node), () -> restart(node));
        }
        done.merge(kind, 1, Integer::sum);
    }

    private void breakFor(Duration length, Object target, Step doIt, Step mend) throws Exception {
        broken.put(target, mend);
        doIt.run();
        after(length, () -> {
            if (broken.remove(target) != null) {
                mend.run();
            }
        });
    }

    private void after(Duration delay, Step step) {
        if (!over) {
            thread.schedule(() -> guarded(step), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    private void kill(Node node) throws Exception {
        node.process().kill();
        tell(node, "is killed");
    }

    private void freeze(Node node, Duration length) throws Exception {
        node.process().freeze();
        tell(node, "is frozen for " + length.toMillis() + " ms");
    }

    private void thaw(Node node) throws Exception {
        node.process().thaw();
        tell(node, "goes on");
    }

    private void cut(Node node, Duration length) {
        node.link().cut();
        tell(node, "is cut off for " + length.toMillis() + " ms");
    }

    private void hold(Node node, Duration length) {
        node.link().hold();
        tell(node, "hears nothing for " + length.toMillis() + " ms");
    }

    private void crash() throws Exception {
        database.crash();
        tell("database", "has crashed");
    }

    private void startDatabase() throws Exception {
        database.start();
        tell("database", "is back");
    }

    private void close(Node node) {
        node.process().orderStop();
        tell(node, "is closed");
    }

    private void restart(Node node) throws Exception {
        if (over && !node.process().awaitStopped(PATIENCE.dividedBy(2))) {
            throw new IllegalStateException(node.process() + " did not end in order");
        }
        if (node.process().awaitStopped(Duration.ZERO)) {
            tell(node, node.start());
        } else {
            // It may be cut off, and whoever mends that is this thread.
            broken.put(node.process(), () -> restart(node));
            after(LOOK_AGAIN, () -> mendAll(node.process()::equals));
        }
    }

    private void tell(Object who, String what) {
        narrator.tell(who, what);
    }
}
