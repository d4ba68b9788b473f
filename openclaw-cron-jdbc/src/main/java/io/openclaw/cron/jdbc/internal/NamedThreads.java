package io.openclaw.cron.jdbc.internal;

/** Makes threads with names, so that a thread dump explains itself. */
public final class NamedThreads {
    private NamedThreads() {}

    /** A thread that has not started; a host that forgets to close what owns it can still end. */
    public static Thread thread(String role, Runnable task) {
        var thread = new Thread(task, "openclaw-cron-" + role);
        thread.setDaemon(true);
        return thread;
    }
}
