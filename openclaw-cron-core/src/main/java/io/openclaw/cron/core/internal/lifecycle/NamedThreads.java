package io.openclaw.cron.core.internal.lifecycle;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads with names such as {@code openclaw-cron-worker-3-mynode}, so that a thread dump explains itself. */
public final class NamedThreads implements ThreadFactory {
    private final String role;
    private final String nodeName;
    private final AtomicInteger made = new AtomicInteger();

    /** Threads of one role on one node. */
    public NamedThreads(String role, String nodeName) {
        this.role = role;
        this.nodeName = nodeName;
    }

    @Override
    public Thread newThread(Runnable task) {
        var thread = new Thread(task, "openclaw-cron-" + role + "-" + made.incrementAndGet() + "-" + nodeName);
        // A host that forgets to close the library must still be able to end.
        thread.setDaemon(true);
        return thread;
    }
}
