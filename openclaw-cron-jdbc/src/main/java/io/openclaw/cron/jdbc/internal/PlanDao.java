package io.openclaw.cron.jdbc.internal;

import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** How the database plans statements, until the transaction ends. Nothing on H2. */
public interface PlanDao {
    /** Has rows of many keys looked up one by one, even where reading the whole table seems as good. */
    @SqlQuery("SELECT <alongIndexes>")
    String alongIndexes();

    /** The same, and has each statement planned anew. */
    @SqlQuery("SELECT concat(<planEachTime>, <alongIndexes>)")
    String planEachTimeAlongIndexes();
}
