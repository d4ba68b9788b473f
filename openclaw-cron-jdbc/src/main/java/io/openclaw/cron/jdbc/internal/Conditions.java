package io.openclaw.cron.jdbc.internal;

import java.util.StringJoiner;

/** The conditions of a statement, which must all hold. They are constants of ours; values are bound. */
final class Conditions {
    private final StringJoiner all = new StringJoiner(" AND ");

    Conditions add(String condition) {
        all.add(condition);
        return this;
    }

    Conditions addIf(boolean wanted, String condition) {
        return wanted ? add(condition) : this;
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
