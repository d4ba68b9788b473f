package io.openclaw.cron.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    @Test
    void allJobsDoWhatTheyShould() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "a");

        var exitCode = run("--seconds", "6", "--folder", folder.toString());

        assertThat(text(written))
                .contains("folder-digest  created, '*/2 * * * * *', first run at ")
                .containsPattern("folder-digest  attempt 1 started, .* after its time")
                .contains("[####################] 100 %  folder-digest: hashing 1 files")
                .containsPattern("folder-digest  completed in .* files=1 bytes=1 firstRun=true added=1")
                .containsPattern("http-check     completed in .*status=200")
                .containsPattern("flaky          attempt 1 failed, next one at .*: attempt 1 fails on purpose")
                .containsPattern("flaky          attempt 2 failed")
                .containsPattern("flaky          completed in .*attempts=3")
                .containsPattern("word-count     completed in .*words=6")
                .containsPattern("(?m)^flaky  \\(\\*/5 \\* \\* \\* \\* \\*, .*\\)$")
                .containsPattern("(1 run|2 runs), 100 % completed, average .*, p95 .*: healthy")
                .containsPattern("fire time +started late by +attempts +status +duration")
                .containsPattern("(?m)^  ..:..:.[05] .* 3 +completed ")
                .containsPattern("(?m)^  ..:.. \\|#{30}\\| ([0-9]+) of \\1 completed$")
                .contains("All jobs did what they should")
                .doesNotContain("\r", "\u001B");
        assertThat(text(complaints)).isEmpty();
        assertThat(exitCode).isZero();
    }

    @Test
    void aPageThatRefusesIsReportedAndTheExitCodeIsOne() throws Exception {
        var url = "http://127.0.0.1:" + freePort() + "/";

        var exitCode = run("--seconds", "6", "--folder", folder.toString(), "--url", url);

        assertThat(text(written))
                .containsPattern("http-check     FAILED after 2 retries: \\Q" + url + "\\E cannot be reached")
                .containsPattern("0 % completed.*: unhealthy")
                .containsPattern("NOT AS IT SHOULD: http-check has its run of ..:..:.. failed: \\Q" + url + "\\E")
                .doesNotContain("NOT AS IT SHOULD: folder-digest", "All jobs did");
        assertThat(exitCode).isOne();
    }

    @Test
    void anUnknownOptionEndsWithCodeTwoAndSaysWhatThereIs() throws Exception {
        assertThat(run("--second", "6")).isEqualTo(2);
        assertThat(text(complaints)).contains("Unknown option '--second'").contains("--seconds");
        assertThat(text(written)).isEmpty();
    }

    @Test
    void helpExplainsTheOptionsAndRunsNothing() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(text(written)).contains("--seconds", "--folder", "--url").doesNotContain("created");
    }

    private int run(String... args) throws Exception {
        return Quickstart.run(
                args, false, new PrintStream(written, true, UTF_8), new PrintStream(complaints, true, UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
