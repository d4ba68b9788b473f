package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private final Jdbi jdbi = Jdbi.create("jdbc:h2:mem:");

    AttributesTest() {
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(new Attributes());
        jdbi.define("column", "x").define("limit", 2);
    }

    @Test
    void whatIsDefinedForNamesIsPutIn() {
        assertThat(numbers("SELECT <column> FROM system_range(1, 9) WHERE <column> > 3 LIMIT <limit>"))
                .containsExactly(4, 5);
    }

    @Test
    void bracketsThatHoldNoNameStay() {
        assertThat(numbers("SELECT x FROM system_range(1, 4) WHERE x <> 2 AND x < 4 AND x > 1"))
                .containsExactly(3);
        assertThat(numbers("SELECT x FROM system_range(1, 3) WHERE x \\<> 2 AND x \\< 3"))
                .containsExactly(1);
    }

    @Test
    void aNameForWhichNothingIsDefinedIsToldOf() {
        assertThatThrownBy(() -> numbers("SELECT <unknown>")).hasMessageContaining("<unknown>");
    }

    private List<Integer> numbers(String template) {
        return jdbi.withHandle(
                handle -> handle.createQuery(template).mapTo(Integer.class).list());
    }
}
