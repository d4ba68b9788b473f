package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.core.internal.lifecycle.Joining;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import io.openclaw.cron.error.CronException;
import io.openclaw.cron.spi.CronStore;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Who waits for an execution to end. Told by this node's own outcomes at once, and by a look into the store where another
 * node has brought it about. Thread-safe.
 */
public final class OutcomeWaiters implements Consumer<CronExecution>, Housekeeping.Chore {
    private final CronStore store;
    private final Map<UUID, Waiter> waiters = new ConcurrentHashMap<>();
    /** What a host hangs on a stage must not hold up the recorder. */
    private final ExecutorService completions;

    /** Nobody waits yet. */
    public OutcomeWaiters(CronStore store, String nodeName) {
        this.store = store;
        var pool = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads("completion", nodeName));
        pool.allowCoreThreadTimeOut(true);
        this.completions = pool;
    }

    private record Waiter(String organizationId, CompletableFuture<CronExecution> future) {}

    /** Where stages are completed that a host may hang anything on. */
    public Executor completions() {
        return completions;
    }

    /** Waits for an execution; completes with its final outcome. */
    public CompletionStage<CronExecution> await(UUID executionId, String organizationId) {
        return waiters.computeIfAbsent(executionId, id -> new Waiter(organizationId, new CompletableFuture<>())).future;
    }

    /** Waits no longer: it never came to be. */
    void forget(UUID executionId) {
        waiters.remove(executionId);
    }

    @Override
    public void accept(CronExecution ended) {
        var waiter = waiters.remove(ended.executionId());
        if (waiter != null) {
            completions.execute(() -> waiter.future.complete(ended));
        }
    }

    @Override
    public boolean tidy() {
        var called = false;
        for (var waiting : waiters.entrySet()) {
            called = true;
            store.findExecution(waiting.getKey(), waiting.getValue().organizationId)
                    .filter(execution -> execution.status().isFinal())
                    .ifPresent(this);
        }
        return called;
    }

    /** Tells everybody who still waits that this node cannot say. */
    public void close() {
        waiters.forEach((executionId, waiter) -> completions.execute(
                () -> waiter.future.completeExceptionally(new CronException("Execution " + executionId
                        + " has not ended, but this node stops; it goes on elsewhere" + " or after the restart"))));
        waiters.clear();
        completions.shutdown();
        Joining.join(completions, "completion");
    }
}
