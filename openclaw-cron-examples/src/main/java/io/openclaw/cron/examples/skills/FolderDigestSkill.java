package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what changed in a folder since the job's last run.
 *
 * <p>Parameter: {@code folder}. Result: {@code files}, {@code bytes}, {@code digest}, {@code firstRun}, and {@code
 * added}, {@code changed} and {@code removed}, how many of each and the first of their names; {@code unreadable} names
 * what had to be left out. The last digest of each job is kept in memory, so the first run after a start finds every
 * file added.
 */
public final class FolderDigestSkill implements Skill {
    /** The skill's name. */
    public static final String NAME = "folder-digest";

    /** The code of a failure: there is no such folder, or it cannot be read. */
    public static final String FOLDER_UNREADABLE = "folder_unreadable";

    private static final int NAMES_SHOWN = 20;

    private final FileHash hash;
    private final Map<UUID, FolderDigest> lastByJob = new ConcurrentHashMap<>();

    /** Creates the skill; one serves all jobs. */
    public FolderDigestSkill() {
        this(new FileHash());
    }

    FolderDigestSkill(FileHash hash) {
        this.hash = hash;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws InterruptedException {
        var folder = folder(SkillParameters.of(request).requiredText("folder"));
        context.progress("listing", 0, folder.toString());
        var listing = list(folder, context);
        var unreadable = new ArrayList<>(listing.unreadable());
        var found = digest(listing, unreadable, context);
        return compareWithLast(request.jobId(), found, listing, unreadable);
    }

    private static Path folder(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            throw new SkillException(
                    SkillParameters.BAD_PARAMETER,
                    "Parameter 'folder' is no path: " + notAPath.getReason(),
                    false,
                    notAPath);
        }
    }

    /** A folder that is away may come back, as a disk does that is mounted late; so a retry is worth it. */
    private static FolderListing list(Path folder, SkillContext context) throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw SkillException.temporary(FOLDER_UNREADABLE, "There is no folder " + folder);
        }
        try {
            return FolderListing.of(folder.toRealPath(), context);
        } catch (IOException failure) {
            throw new SkillException(
                    FOLDER_UNREADABLE, "The folder " + folder + " cannot be read: " + failure, true, failure);
        }
    }

    private FolderDigest digest(FolderListing listing, List<String> unreadable, SkillContext context)
            throws InterruptedException {
        var hashes = new TreeMap<String, String>();
        var progress = new HashingProgress(context, listing.files().size());
        for (var file : listing.files()) {
            Cancellation.stopIfAsked(context);
            var name = listing.nameOf(file);
            try {
                hashes.put(name, hash.of(file, context));
            } catch (NoSuchFileException gone) {
                // Deleted since the folder was listed: it is not there, which the comparison will say.
            } catch (IOException failure) {
                unreadable.add(name);
            }
            progress.fileDone(file);
        }
        progress.allDone();
        return new FolderDigest(hashes);
    }

    private SkillResult compareWithLast(
            UUID jobId, FolderDigest found, FolderListing listing, List<String> unreadable) {
        var result = new LinkedHashMap<String, Object>();
        lastByJob.compute(jobId, (id, last) -> {
            var before = last == null ? FolderDigest.EMPTY : last;
            var now = found.keeping(unreadable, before);
            result.put("files", found.hashes().size());
            result.put("bytes", listing.bytes());
            result.put("firstRun", last == null);
            putNames(result, "added", now.addedSince(before));
            putNames(result, "changed", now.changedSince(before));
            putNames(result, "removed", now.removedSince(before));
            result.put("digest", now.total());
            return now;
        });
        if (!unreadable.isEmpty()) {
            putNames(result, "unreadable", unreadable);
        }
        return SkillResult.of(result);
    }

    private static void putNames(Map<String, Object> result, String key, List<String> names) {
        result.put(key, names.size());
        if (!names.isEmpty()) {
            result.put(key + "Names", names.stream().limit(NAMES_SHOWN).toList());
        }
    }

    /** Reports each further percent, not each file: a large folder has more files than anyone wants events. */
    private static final class HashingProgress {
        private final SkillContext context;
        private final int files;
        private int done;
        private int reported;

        HashingProgress(SkillContext context, int files) {
            this.context = context;
            this.files = files;
        }

        void fileDone(Path file) {
            var percent = (int) (100L * ++done / files);
            if (percent > reported && percent < 100) {
                reported = percent;
                context.progress("hashing", percent, file.getFileName().toString());
            }
        }

        void allDone() {
            context.progress("hashing", 100, files + " files");
        }
    }
}
