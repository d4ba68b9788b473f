package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedParametersTest {
    @Test
    void namesAfterColonsAreParametersInTheirOrder() {
        var parsed = NamedParameters.parse("SELECT CAST(:ids AS uuid ARRAY) WHERE a = :first2 AND b > :ids");

        assertThat(parsed.getSql()).isEqualTo("SELECT CAST(? AS uuid ARRAY) WHERE a = ? AND b > ?");
        assertThat(parsed.getParameters().getParameterNames()).containsExactly("ids", "first2", "ids");
    }

    @Test
    void whatIsQuotedAndCastsStay() {
        var statement = "SELECT '12:30', ':a', \"a:b\", c::text, 'it''s :d'";
        var parsed = NamedParameters.parse(statement);

        assertThat(parsed.getSql()).isEqualTo(statement);
        assertThat(parsed.getParameters().getParameterNames()).isEmpty();
    }
}
