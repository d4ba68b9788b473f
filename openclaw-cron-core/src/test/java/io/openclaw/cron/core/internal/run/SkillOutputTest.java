package io.openclaw.cron.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronLimits;
import io.openclaw.cron.core.internal.json.JsonValues;
import io.openclaw.cron.core.internal.json.StorableText;
import io.openclaw.cron.spi.SkillResult;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SkillOutputTest {
    private static final int LIMIT = 1_000;

    private final SkillOutput output =
            new SkillOutput(CronLimits.builder().resultBytes(LIMIT).build());

    @Test
    void aResultIsKeptAsItIs() {
        var result = Map.of("text", "a", "number", 7, "list", List.of(1, 2), "map", Map.of("yes", true));
        assertThat(output.of(SkillResult.of(result))).isEqualTo(result);
    }

    @Test
    void noResultIsKeptAsNone() {
        assertThat(output.of(null)).isNull();
        assertThat(output.of(new SkillResult(null))).isNull();
        assertThat(output.of(SkillResult.empty())).isNull();
        assertThat(output.of(SkillResult.of(Map.of()))).isNull();
    }

    @Test
    void whatTheSkillDoesWithItsResultLaterChangesNothing() {
        var list = new ArrayList<>(List.of("a"));
        var result = new HashMap<String, Object>(Map.of("list", list));
        var kept = output.of(SkillResult.of(result));
        list.add("b");
        result.put("more", 1);
        assertThat(kept).isEqualTo(Map.of("list", List.of("a")));
    }

    @Test
    void aResultThatIsNoJsonIsReplacedByANoteThatSaysSo() {
        var note = output.of(SkillResult.of(Map.of("when", new Object())));
        assertThat(note).containsEntry("truncated", true);
        assertThat(note.get("reason")).asString().contains("result.when").contains("java.lang.Object");
        assertThat(note.get("preview")).asString().startsWith("{\"when\":");
    }

    @Test
    void aResultThatIsTooLargeIsReplacedByItsBeginning() {
        var note = output.of(SkillResult.of(Map.of("text", "\"ä".repeat(LIMIT))));
        assertThat(note).containsEntry("truncated", true);
        assertThat(note.get("reason")).asString().contains("1000 bytes");
        assertThat(note.get("preview")).asString().startsWith("{\"text\":\"\\\"ä\\\"ä");
        // However much its characters grow when they are written as JSON once more.
        assertThat(JsonValues.textOf(note).getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void theNoteCanBeStoredWhateverTheResultHeld() {
        for (var text :
                List.of("\u0000".repeat(LIMIT), "\ud83d".repeat(LIMIT), "😀".repeat(LIMIT), "x😀".repeat(LIMIT))) {
            var note = output.of(SkillResult.of(Map.of("text", text)));
            assertThat(StorableText.flaw((String) note.get("preview"))).isEmpty();
            assertThat(JsonValues.textOf(note).getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(LIMIT);
        }
    }

    @Test
    void aResultThatContainsItselfIsReplacedByANote() {
        var result = new HashMap<String, Object>();
        result.put("self", result);
        assertThat(output.of(SkillResult.of(result))).containsEntry("truncated", true);
    }

    @Test
    void aHostileResultIsReplacedByANoteWhateverItThrows() {
        var exception = output.of(SkillResult.of(new Hostile(new IllegalStateException("hostile"), false)));
        assertThat(exception).containsEntry("truncated", true);
        assertThat(exception.get("reason")).asString().contains("IllegalStateException");
        assertThat(output.of(SkillResult.of(new Hostile(new StackOverflowError("hostile"), false))))
                .containsEntry("truncated", true);
        assertThat(output.of(SkillResult.of(new Hostile(new IllegalStateException("hostile"), true))))
                .containsEntry("truncated", true);
        assertThat(output.of(SkillResult.of(new Hostile(new AssertionError("hostile"), true))))
                .containsEntry("truncated", true);
    }

    @Test
    void aHostileValueIsReplacedByANoteWithoutAPreview() {
        var note = output.of(SkillResult.of(Map.of("value", new Object() {
            @Override
            public String toString() {
                throw new AssertionError("hostile");
            }
        })));
        assertThat(note).containsEntry("truncated", true);
    }

    /** A map that throws when it is read. */
    private static final class Hostile extends AbstractMap<String, @Nullable Object> {
        private final Throwable thrown;
        private final boolean fromTheStart;

        Hostile(Throwable thrown, boolean fromTheStart) {
            this.thrown = thrown;
            this.fromTheStart = fromTheStart;
        }

        @Override
        public boolean isEmpty() {
            if (fromTheStart) {
                fail();
            }
            return false;
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            fail();
            return Set.of();
        }

        private void fail() {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }
}
