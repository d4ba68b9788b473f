package io.openclaw.cron.examples.cluster;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells what happens, and when. Thread-safe. */
final class Narrator {
    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** Tells that something has happened. */
    void tell(String what) {
        var since = Duration.ofNanos(System.nanoTime() - startNanos);
        out.printf(Locale.ROOT, "%7.1f s  %s%n", since.toMillis() / 1e3, what);
        out.flush();
    }

    /** Tells that something has happened to somebody. */
    void tell(Object who, String what) {
        tell(String.format(Locale.ROOT, "%-8s  %s", who, what));
    }
}
