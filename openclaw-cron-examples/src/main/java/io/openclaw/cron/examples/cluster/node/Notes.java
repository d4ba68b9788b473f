package io.openclaw.cron.examples.cluster.node;

import io.openclaw.cron.examples.cluster.check.Life.Stillness;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a process writes into a file: when calls of skills ended, and when it got no processor. A table would not do: the database may
 * be away when a call ends, and the process killed before it is back. What is in a file stays there. Thread-safe.
 */
public final class Notes implements AutoCloseable {
    private static final String ENDED = "ended";
    private static final String STILL = "still";

    // Not a FileChannel: that is closed when a thread that uses it is interrupted, and skills are.
    private final FileOutputStream file;

    Notes(Path path) throws IOException {
        file = new FileOutputStream(path.toFile(), true);
    }

    /**
     * All that is in a file.
     *
     * @param ends when calls have ended
     * @param pauses when the process got no processor
     */
    public record Content(Map<UUID, Instant> ends, List<Stillness> pauses) {}

    /** Adds the end of a call; it is in the file when this returns. */
    void ended(UUID callId, Instant at) {
        add(ENDED, callId, at);
    }

    /** Adds a time without a processor. */
    void still(Instant from, Instant to) {
        add(STILL, from, to);
    }

    private synchronized void add(String kind, Object one, Object other) {
        try {
            file.write((kind + " " + one + " " + other + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads a file that nobody writes any more; one that is not there is empty. */
    public static Content read(Path path) throws IOException {
        var content = new Content(new HashMap<>(), new ArrayList<>());
        if (Files.exists(path)) {
            for (var line : Files.readAllLines(path)) {
                var words = line.split(" ");
                var at = Instant.parse(words[2]);
                if (words[0].equals(ENDED)) {
                    content.ends().put(UUID.fromString(words[1]), at);
                } else {
                    content.pauses().add(new Stillness(Instant.parse(words[1]), at));
                }
            }
        }
        return content;
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
