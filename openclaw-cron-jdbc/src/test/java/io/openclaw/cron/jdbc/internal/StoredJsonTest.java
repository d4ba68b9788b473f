package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.error.CronStoreException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredJsonTest {
    private static final String TEXT = "{ \"list\" : [1, 2.50], \"text\":\"a\" }";
    private static final Map<String, Object> CONTENT = Map.of("list", List.of(1, 2.5), "text", "a");

    @Test
    void itIsTheObjectThatIsInTheText() {
        var stored = Json.read(TEXT);

        assertThat(stored).isEqualTo(CONTENT).hasSameHashCodeAs(CONTENT).hasSize(2);
        assertThat(CONTENT).isEqualTo(stored);
        assertThat(stored.get("text")).isEqualTo("a");
        assertThat(stored).containsKey("list").doesNotContainKey("other");
    }

    @Test
    void whatNobodyHasLookedIntoIsWrittenAsItCame() {
        assertThat(Json.write(Json.read(TEXT))).isEqualTo(TEXT);
    }

    @Test
    void whatWasLookedIntoIsWrittenWithTheSameContent() {
        var stored = Json.read(TEXT);
        assertThat(stored).isNotEmpty();

        assertThat(Json.read(Json.write(stored))).isEqualTo(CONTENT);
    }

    @Test
    void twoOfTheSameContentAreEqualWhateverTheirTexts() {
        assertThat(Json.read(TEXT)).isEqualTo(Json.read(TEXT)).isEqualTo(Json.read(TEXT.replace(" ", "")));
        assertThat(Json.read(TEXT)).isNotEqualTo(Json.read("{\"text\":\"b\"}"));
    }

    @Test
    void itCannotBeChanged() {
        var stored = Json.read(TEXT);

        assertThatThrownBy(() -> stored.put("more", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(stored::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsNoObjectIsRefusedByWhoeverLooksIntoIt() {
        var stored = Json.read("[1]");

        assertThatThrownBy(stored::size).isInstanceOf(CronStoreException.class);
    }
}
