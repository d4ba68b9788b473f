package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.SkillContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of files, read as streams, so that their size does not matter. Thread-safe. */
final class FileHash {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Opener opener;

    /** How a file is opened. */
    @FunctionalInterface
    interface Opener {
        InputStream open(Path file) throws IOException;
    }

    FileHash() {
        // NOFOLLOW_LINKS: what was a file when the folder was listed may have become a link since.
        this(file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    FileHash(Opener opener) {
        this.opener = opener;
    }

    /**
     * Reads a file to its end.
     *
     * @return its SHA-256 in hexadecimal digits
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the skill must stop
     */
    String of(Path file, SkillContext context) throws IOException, InterruptedException {
        var digest = sha256();
        var buffer = new byte[BUFFER_BYTES];
        try (var in = opener.open(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Cancellation.stopIfAsked(context);
                digest.update(buffer, 0, count);
            }
        } catch (ClosedByInterruptException interrupted) {
            // An IOException, but nothing is wrong with the file.
            Thread.interrupted();
            throw new InterruptedException("stopped while reading " + file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
