package io.openclaw.cron.jdbc.internal;

import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** How the database plans statements, until the transaction ends. Nothing on H2. */
public interface PlanDao {
    /** Has rows of many keys looked up in indexes, even where reading the whole table seems as good. */
    @SqlQuery("SELECT <alongIndexes>")
    String alongIndexes();

    /** The same, each by itself, and has each statement planned anew. */
    @SqlQuery("SELECT concat(<planEachTime>, <alongIndexes>, <oneByOne>)")
    String planEachTimeAlongIndexes();
}
