package io.openclaw.cron.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.openclaw.cron.examples.commandline.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartOptionsTest {
    @Test
    void withoutOptionsItTakesFifteenSecondsAFolderThatExistsAndItsOwnPage() {
        var options = QuickstartOptions.parse();

        assertThat(options.seconds()).isEqualTo(15);
        assertThat(Files.isDirectory(options.folder())).isTrue();
        assertThat(options.url()).isEmpty();
        assertThat(options.help()).isFalse();
    }

    @Test
    void everyOptionCanBeGiven(@TempDir Path folder) {
        var options = QuickstartOptions.parse(
                "--seconds", "6", "--folder", folder.toString(), "--url", "http://x/", "--help");

        assertThat(options.seconds()).isEqualTo(6);
        assertThat(options.folder()).isEqualTo(folder);
        assertThat(options.url()).contains("http://x/");
        assertThat(options.help()).isTrue();
    }

    @Test
    void aDatabaseIsAFileOrAUrl(@TempDir Path folder) {
        var file = folder.resolve("cron");
        assertThat(database("h2:" + file)).isEqualTo("jdbc:h2:file:" + file);
        assertThat(database("h2:cron"))
                .isEqualTo("jdbc:h2:file:" + Path.of("cron").toAbsolutePath());
        assertThat(database("postgres://localhost/app?user=me")).isEqualTo("jdbc:postgresql://localhost/app?user=me");
        assertThat(database("postgres:jdbc:postgresql:app")).isEqualTo("jdbc:postgresql:app");
        assertThat(QuickstartOptions.parse().database()).isEmpty();
    }

    @Test
    void anotherDatabaseIsRefusedWithoutItsPassword() {
        for (var wrong : new String[] {"mysql://x/y?password=secret", "h2:", "h2:a;INIT=x", "h2:\0", "postgres:x"}) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> QuickstartOptions.parse("--db", wrong))
                    .withMessageContaining("--db")
                    .withMessageNotContaining("secret");
        }
    }

    private static String database(String option) {
        return QuickstartOptions.parse("--db", option).database().orElseThrow().url();
    }

    @Test
    void tooShortATimeIsRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> QuickstartOptions.parse("--seconds", "5"))
                .withMessageContaining("from 6 to 3600");
    }

    @Test
    void aFolderThatDoesNotExistIsRefused(@TempDir Path folder) {
        for (var wrong : new String[] {folder.resolve("nowhere").toString(), "\0"}) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> QuickstartOptions.parse("--folder", wrong))
                    .withMessageContaining("there is no such folder");
        }
    }
}
