package io.openclaw.cron.jdbc.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All that the database knows of the library's tables, a line each, to compare with another. */
public final class SchemaSnapshot {
    /** What statements make of each table: columns, then constraints, then indexes. */
    private static final String POSTGRESQL = """
            SELECT concat_ws(' ', 'table', relname, relkind, reloptions::text, relrowsecurity, relforcerowsecurity)
              FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind IN ('r', 'p', 'v', 'm', 'S')
            UNION ALL
            SELECT concat_ws(' ', 'column', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                coll.collname, a.attnotnull, a.attgenerated::text, a.attidentity::text, pg_get_expr(d.adbin, d.adrelid))
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              LEFT JOIN pg_collation coll ON coll.oid = a.attcollation
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind IN ('r', 'p') AND a.attnum > 0
                AND NOT a.attisdropped
            UNION ALL
            SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
              FROM pg_constraint WHERE connamespace = to_regnamespace(:schema)
            UNION ALL
            SELECT concat_ws(' ', 'index', tablename, indexdef) FROM pg_indexes WHERE schemaname = :schema
            UNION ALL
            SELECT concat_ws(' ', 'policy', p.tablename, p.policyname, p.permissive, p.roles::text, p.cmd, p.qual, p.with_check)
              FROM pg_policies p WHERE schemaname = :schema
            """;

    private SchemaSnapshot() {}

    /** Without the names of the schema, and sorted. */
    public static List<String> of(TestDatabase database) {
        var schema = database.schema();
        var query = switch (database.product()) {
            case POSTGRESQL -> POSTGRESQL.replace(":schema", "'" + schema + "'");
            case H2_MEMORY, H2_FILE -> "SCRIPT NODATA NOPASSWORDS NOSETTINGS SCHEMA " + schema;
        };
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(withoutNames(rows.getString(1), schema));
            }
            // H2 adds how many rows there are.
            lines.removeIf(line -> line.startsWith("--"));
            lines.sort(null);
            return lines;
        } catch (SQLException failed) {
            throw new IllegalStateException("The schema " + schema + " cannot be read", failed);
        }
    }

    /** H2 makes up the names of primary keys and checks. */
    private static String withoutNames(String line, String schema) {
        return line.toLowerCase(Locale.ROOT)
                .replace('"' + schema + "\".", "")
                .replace(schema + ".", "")
                .replaceAll("(primary_key|constraint)_[0-9a-f_]+", "$1");
    }
}
