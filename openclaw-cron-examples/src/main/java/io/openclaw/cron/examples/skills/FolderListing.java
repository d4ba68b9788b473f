package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.SkillContext;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The regular files of a folder and its subfolders. Links are not followed and not listed.
 *
 * @param root the folder
 * @param files its files
 * @param bytes how large they are together
 * @param unreadable subfolders and files that could not be looked at, by their names within the folder
 */
record FolderListing(Path root, List<Path> files, long bytes, List<String> unreadable) {

    /**
     * Walks through a folder.
     *
     * @throws IOException if the folder itself cannot be read
     * @throws InterruptedException if the skill must stop
     */
    static FolderListing of(Path root, SkillContext context) throws IOException, InterruptedException {
        var walk = new Walk(root, context);
        Files.walkFileTree(root, walk);
        Cancellation.stopIfAsked(context);
        return walk.listing();
    }

    /** A file's name within the folder, the same on every platform. */
    String nameOf(Path file) {
        return nameWithin(root, file);
    }

    private static String nameWithin(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Collects what it comes by. */
    static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final SkillContext context;
        private final List<Path> files = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();
        private long bytes;

        Walk(Path root, SkillContext context) {
            this.root = root;
            this.context = context;
        }

        FolderListing listing() {
            return new FolderListing(root, files, bytes, unreadable);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                files.add(file);
                bytes += attributes.size();
            }
            return goOn();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            unreadable.add(nameWithin(root, file));
            return goOn();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            return failure == null ? goOn() : visitFileFailed(folder, failure);
        }

        /** A visitor may not throw InterruptedException; the flag stays set for whoever can. */
        private FileVisitResult goOn() {
            return Thread.currentThread().isInterrupted() || context.isCancelled()
                    ? FileVisitResult.TERMINATE
                    : FileVisitResult.CONTINUE;
        }
    }
}
