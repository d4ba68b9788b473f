package io.openclaw.cron.core.internal.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that makes a pass whenever it is signalled, or when the time that its last pass named has come. Signals during a
 * pass lead to one more pass.
 */
public final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_DEFECT = Duration.ofSeconds(1);

    private final String role;
    private final EngineTime time;
    private final Pass pass;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakened = lock.newCondition();
    /** Changed under lock only; whoever finds it set need not set it again. */
    private volatile boolean signalled;
    /** Guarded by lock. */
    private boolean stopping;
    /** Who waits for a whole pass; guarded by lock. */
    private List<CompletableFuture<Void>> waiters = new ArrayList<>();

    /** A loop that has not started. */
    public Loop(String role, String nodeName, EngineTime time, Pass pass) {
        this.role = role;
        this.time = time;
        this.pass = pass;
        this.thread = new NamedThreads(role, nodeName).newThread(this::run);
    }

    /** One pass of a loop. */
    @FunctionalInterface
    public interface Pass {
        /**
         * Does what there is to do.
         *
         * @return when to make the next pass at the latest, counted from the beginning of this one, or null to wait for a
         *     signal
         */
        @Nullable
        Duration run();
    }

    /** Starts the thread, with a first pass. */
    public void start() {
        signal();
        thread.start();
    }

    /** Asks for a pass. Never blocks for long; may be called from any thread. */
    public void signal() {
        if (signalled) {
            return;
        }
        lock.lock();
        try {
            signalled = true;
            wakened.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for a pass that begins after this call.
     *
     * @return completes when that pass has ended, exceptionally if the loop has stopped
     */
    public CompletableFuture<Void> passFromNow() {
        var waiter = new CompletableFuture<Void>();
        lock.lock();
        try {
            if (stopping) {
                waiter.completeExceptionally(new IllegalStateException("The " + role + " loop has stopped"));
                return waiter;
            }
            waiters.add(waiter);
            signalled = true;
            wakened.signal();
        } finally {
            lock.unlock();
        }
        return waiter;
    }

    /** Ends the loop after the pass under way, and waits for its thread. Does nothing if it was never started. */
    public void stop() {
        lock.lock();
        try {
            stopping = true;
            wakened.signal();
        } finally {
            lock.unlock();
        }
        Joining.join(thread);
        // Only a loop that was never started has not told them itself.
        failWaiters();
    }

    /** Whether the calling thread is the one of this loop. */
    public boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        var timer = EngineTime.Timer.NONE;
        while (true) {
            var waiting = awaitSignal();
            timer.cancel();
            if (waiting == null) {
                return;
            }
            var began = time.nanoTime();
            var pause = guardedPass(waiting);
            if (pause != null && pause.isZero()) {
                signal();
            } else if (pause != null) {
                timer = time.scheduleAt(began + pause.toNanos(), this::signal);
            }
        }
    }

    /** Waits for a signal; returns who waits for the pass that begins now, or null if the loop shall end. */
    private @Nullable List<CompletableFuture<Void>> awaitSignal() {
        lock.lock();
        try {
            while (!signalled && !stopping) {
                wakened.awaitUninterruptibly();
            }
            signalled = false;
            if (stopping) {
                failWaiters();
                return null;
            }
            return takeWaiters();
        } finally {
            lock.unlock();
        }
    }

    private void failWaiters() {
        takeWaiters()
                .forEach(waiter ->
                        waiter.completeExceptionally(new IllegalStateException("The " + role + " loop has stopped")));
    }

    private List<CompletableFuture<Void>> takeWaiters() {
        lock.lock();
        try {
            var waiting = waiters;
            waiters = new ArrayList<>();
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Duration guardedPass(List<CompletableFuture<Void>> waiting) {
        try {
            var pause = pass.run();
            waiting.forEach(waiter -> waiter.complete(null));
            return pause;
        } catch (Throwable failure) {
            // An interrupt that a host's code has left behind must not end the next pass too.
            Thread.interrupted();
            log.error("A pass of the {} loop failed; the next one follows in {}", role, AFTER_DEFECT, failure);
            waiting.forEach(waiter -> waiter.completeExceptionally(failure));
            return AFTER_DEFECT;
        }
    }
}
