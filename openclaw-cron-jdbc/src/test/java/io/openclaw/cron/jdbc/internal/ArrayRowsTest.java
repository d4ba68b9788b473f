package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArrayRowsTest {
    @Test
    void rowsOfSeveralArraysBecomeColumns() {
        assertThat(ArrayRows.rewrite("""
                        SELECT u.a FROM unnest(
                          CAST(:as AS varchar ARRAY), CAST(:bs AS timestamp with time zone ARRAY),
                          CAST(:cs AS bigint[]))
                        AS u (a, b, c) WHERE u.c > 1"""))
                .isEqualTo("SELECT u.a FROM (SELECT unnest(CAST(:as AS varchar ARRAY)) AS a,"
                        + " unnest(CAST(:bs AS timestamp with time zone ARRAY)) AS b, unnest(CAST(:cs AS bigint[])) AS c) u"
                        + " WHERE u.c > 1");
    }

    @Test
    void rowsOfTwoArraysStayBecauseTheyAreLocked() {
        var statement = "SELECT n.job_id FROM unnest(CAST(:as AS varchar ARRAY), CAST(:bs AS uuid ARRAY)) AS u (a, b)"
                + " JOIN t n ON n.a = u.a FOR UPDATE";

        assertThat(ArrayRows.rewrite(statement)).isEqualTo(statement);
    }

    @Test
    void asManyNamesAsArraysAreAskedFor() {
        assertThatThrownBy(() -> ArrayRows.rewrite("SELECT * FROM unnest(CAST(:as AS uuid ARRAY),"
                        + " CAST(:bs AS integer ARRAY), CAST(:cs AS bigint ARRAY)) AS u (a, b)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 arrays have 2 names");
    }
}
