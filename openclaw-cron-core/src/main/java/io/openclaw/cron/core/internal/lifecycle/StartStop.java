package io.openclaw.cron.core.internal.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts in order and stops them in reverse. If one cannot start, those before it are stopped again; if one cannot
 * stop, the others are stopped all the same. Not thread-safe.
 */
public final class StartStop {
    private static final Logger log = LoggerFactory.getLogger(StartStop.class);

    private final List<Part> parts = new ArrayList<>();
    private final Deque<Part> started = new ArrayDeque<>();

    private record Part(String name, Runnable start, Runnable stop) {}

    /** Adds a part, to be started after those that were added before. */
    public StartStop then(String name, Runnable start, Runnable stop) {
        parts.add(new Part(name, start, stop));
        return this;
    }

    /** Starts all parts, or none: then it throws what the part has thrown that could not start. */
    public void start() {
        for (var part : parts) {
            try {
                part.start.run();
            } catch (RuntimeException | Error failure) {
                var second = stopStarted();
                if (second != null) {
                    failure.addSuppressed(second);
                }
                throw failure;
            }
            started.push(part);
        }
    }

    /** Stops what has been started. Throws nothing; what goes wrong is logged. */
    public void stop() {
        var failure = stopStarted();
        if (failure != null) {
            log.error("The library has stopped, but not without failures", failure);
        }
    }

    private @Nullable Throwable stopStarted() {
        Throwable failure = null;
        while (!started.isEmpty()) {
            var part = started.pop();
            try {
                part.stop.run();
            } catch (RuntimeException | Error thrown) {
                var described = new IllegalStateException("The " + part.name + " could not be stopped", thrown);
                if (failure == null) {
                    failure = described;
                } else {
                    failure.addSuppressed(described);
                }
            }
        }
        return failure;
    }
}
