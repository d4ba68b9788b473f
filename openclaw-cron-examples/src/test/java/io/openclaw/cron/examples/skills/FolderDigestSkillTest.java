package io.openclaw.cron.examples.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDigestSkillTest {
    @TempDir
    Path folder;

    private final FolderDigestSkill skill = new FolderDigestSkill();

    @Test
    void theFirstRunFindsEveryFileAdded() throws Exception {
        write("a.txt", "a");
        write("sub/b.txt", "bb");

        assertThat(run(skill))
                .containsEntry("files", 2)
                .containsEntry("bytes", 3L)
                .containsEntry("firstRun", true)
                .containsEntry("added", 2)
                .containsEntry("addedNames", List.of("a.txt", "sub/b.txt"))
                .containsEntry("changed", 0)
                .containsEntry("removed", 0)
                .doesNotContainKey("unreadable");
    }

    @Test
    void laterRunsTellWhatWasAddedChangedAndRemoved() throws Exception {
        write("changes.txt", "before");
        write("goes.txt", "x");
        write("stays.txt", "x");
        var first = run(skill);

        write("changes.txt", "after!");
        write("comes.txt", "x");
        Files.delete(folder.resolve("goes.txt"));
        assertThat(run(skill))
                .containsEntry("firstRun", false)
                .containsEntry("addedNames", List.of("comes.txt"))
                .containsEntry("changedNames", List.of("changes.txt"))
                .containsEntry("removedNames", List.of("goes.txt"))
                .doesNotContainEntry("digest", first.get("digest"));
    }

    @Test
    void anUnchangedFolderHasTheSameDigestAndNoNames() throws Exception {
        write("a.txt", "a");
        var first = run(skill);

        assertThat(run(skill))
                .containsEntry("digest", first.get("digest"))
                .doesNotContainKeys("addedNames", "changedNames", "removedNames");
    }

    @Test
    void anEmptyFolderIsDigestedToo() throws Exception {
        var context = new FakeSkillContext();

        var result = skill.execute(digestFolder(), context).output();

        assertThat(result.get("files")).isEqualTo(0);
        assertThat(context.percents()).containsExactly(0, 100);
    }

    @Test
    void eachJobIsComparedWithItsOwnLastRun() throws Exception {
        write("a.txt", "a");
        run(skill);

        var otherJob = new SkillRequest(
                "folder-digest", digestFolder().parameters(), UUID.randomUUID(), "other", "an organization", "a user");
        var result = skill.execute(otherJob, new FakeSkillContext()).output();

        assertThat(result.get("firstRun")).isEqualTo(true);
    }

    @Test
    void jobsMayRunAtTheSameTime() throws Exception {
        write("a.txt", "a");
        var firstRuns = new ConcurrentLinkedQueue<Object>();
        var pool = Executors.newFixedThreadPool(4);
        for (int run = 0; run < 20; run++) {
            pool.submit(() -> firstRuns.add(run(skill).get("firstRun")));
        }
        pool.shutdown();

        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(firstRuns).hasSize(20).containsOnlyOnce(true);
    }

    @Test
    void progressRisesByWholePercentsToAHundred() throws Exception {
        for (int file = 0; file < 250; file++) {
            write("file" + file, "x");
        }
        var context = new FakeSkillContext();

        skill.execute(digestFolder(), context);

        assertThat(context.percents())
                .hasSizeLessThanOrEqualTo(102)
                .isSorted()
                .startsWith(0)
                .endsWith(100);
    }

    @Test
    void anUnreadableFileIsLeftOutWithANoteAndNeitherChangedNorRemoved() throws Exception {
        write("a.txt", "a");
        write("secret.txt", "s");
        var locked = new SwitchableOpener();
        var skillWithLock = new FolderDigestSkill(new FileHash(locked));
        var before = run(skillWithLock);

        locked.refused = "secret.txt";
        assertThat(run(skillWithLock))
                .containsEntry("files", 1)
                .containsEntry("unreadable", 1)
                .containsEntry("unreadableNames", List.of("secret.txt"))
                .containsEntry("changed", 0)
                .containsEntry("removed", 0)
                .containsEntry("digest", before.get("digest"));

        locked.refused = "";
        assertThat(run(skillWithLock)).containsEntry("added", 0).containsEntry("changed", 0);
    }

    @Test
    void aFileThatVanishesBetweenListingAndReadingIsSimplyNotThere() throws Exception {
        write("a.txt", "a");
        write("vanishes.txt", "v");
        var skillWithLoss = new FolderDigestSkill(new FileHash(file -> {
            if (file.endsWith("vanishes.txt")) {
                throw new NoSuchFileException(file.toString());
            }
            return Files.newInputStream(file);
        }));

        assertThat(run(skillWithLoss)).containsEntry("files", 1).doesNotContainKey("unreadable");
    }

    /** Asks the walk itself: a user who may read everything meets no unreadable folder. */
    @Test
    void anUnreadableSubfolderIsLeftOutWithANoteAndTheFolderItselfIsAFailure() throws Exception {
        var walk = new FolderListing.Walk(folder, new FakeSkillContext());
        var locked = folder.resolve("locked");

        assertThat(walk.visitFileFailed(locked, new AccessDeniedException("locked")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(walk.listing().unreadable()).containsExactly("locked");
        assertThatThrownBy(() -> walk.visitFileFailed(folder, new AccessDeniedException("all")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void linksAreNotFollowed(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("outside.txt"), "x");
        write("inside.txt", "x");
        Files.createSymbolicLink(folder.resolve("link-to-folder"), elsewhere);
        Files.createSymbolicLink(folder.resolve("link-to-file"), elsewhere.resolve("outside.txt"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);

        assertThat(run(skill)).containsEntry("files", 1).containsEntry("addedNames", List.of("inside.txt"));
    }

    @Test
    void aMissingFolderFailsAndIsWorthARetry() {
        var missing = FakeSkillContext.request(
                "folder-digest", Map.of("folder", folder.resolve("nowhere").toString()));

        assertThatThrownBy(() -> skill.execute(missing, new FakeSkillContext()))
                .isInstanceOfSatisfying(SkillException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FolderDigestSkill.FOLDER_UNREADABLE);
                    assertThat(failure.retryable()).isTrue();
                })
                .hasMessageContaining("nowhere");
    }

    @Test
    void aMissingOrImpossibleParameterFailsForGood() {
        for (var parameters : List.<Map<String, Object>>of(Map.of(), Map.of("folder", 7), Map.of("folder", "\0"))) {
            assertThatThrownBy(() -> skill.execute(
                            FakeSkillContext.request("folder-digest", parameters), new FakeSkillContext()))
                    .isInstanceOfSatisfying(SkillException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(SkillParameters.BAD_PARAMETER);
                        assertThat(failure.retryable()).isFalse();
                    });
        }
    }

    @Test
    void aCancelledRunStopsAndIsNotRemembered() throws Exception {
        write("a.txt", "a");

        assertThatThrownBy(() -> skill.execute(digestFolder(), new FakeSkillContext().cancelled()))
                .isInstanceOf(InterruptedException.class);
        assertThat(run(skill)).containsEntry("firstRun", true);
    }

    @Test
    void anInterruptedRunStopsAtTheNextFile() throws Exception {
        for (int file = 0; file < 100; file++) {
            write("file" + file, "x");
        }
        var context = new FakeSkillContext().onProgress(percent -> {
            if (percent >= 10) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> skill.execute(digestFolder(), context)).isInstanceOf(InterruptedException.class);
        assertThat(context.percents()).endsWith(10);
    }

    @Test
    void anInterruptionDuringAReadIsNoUnreadableFile() throws Exception {
        write("a.txt", "a");
        var interrupted = new FolderDigestSkill(new FileHash(file -> {
            throw new ClosedByInterruptException();
        }));

        assertThatThrownBy(() -> interrupted.execute(digestFolder(), new FakeSkillContext()))
                .isInstanceOf(InterruptedException.class);
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SkillRequest digestFolder() {
        return FakeSkillContext.request("folder-digest", Map.of("folder", folder.toString()));
    }

    private Map<String, Object> run(FolderDigestSkill one) throws InterruptedException {
        return Map.copyOf(one.execute(digestFolder(), new FakeSkillContext()).output());
    }

    private static final class SwitchableOpener implements FileHash.Opener {
        private String refused = "";

        @Override
        public InputStream open(Path file) throws IOException {
            if (file.getFileName().toString().equals(refused)) {
                throw new AccessDeniedException(file.toString());
            }
            return Files.newInputStream(file);
        }
    }
}
