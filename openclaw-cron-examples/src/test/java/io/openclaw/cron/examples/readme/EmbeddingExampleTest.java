package io.openclaw.cron.examples.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class EmbeddingExampleTest {
    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void theSmallestHostGreets() {
        var written = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            EmbeddingExample.main(new String[0]);
        } finally {
            System.setOut(out);
        }

        assertThat(written.toString(UTF_8))
                .containsPattern("next run at [0-9-]+T0[78]:00:00Z")
                .contains("cron.created", "cron.triggered", "skill.progress", "cron.completed")
                .contains("COMPLETED {text=Hello Ada}");
    }
}
