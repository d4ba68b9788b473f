package io.openclaw.cron.jdbc.internal.schema;

import java.util.regex.Pattern;

/** Names of schemas. They stand in statements without quotes. */
public final class SchemaName {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private SchemaName() {}

    /**
     * The name, if it needs no quotes.
     *
     * @throws IllegalArgumentException if it is anything but a plain identifier
     */
    public static String require(String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of the schema is '" + name
                    + "'; allowed are up to 63 lower-case letters (a to z), digits and underscores, no digit first");
        }
        return name;
    }
}
