package io.openclaw.cron.examples.rest.auth;

import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role may do all that the ones before it may. */
public enum Role implements RouteRole {
    /** Reads. */
    VIEWER,
    /** Runs, pauses, resumes and cancels too. */
    OPERATOR,
    /** Creates, changes, enables, disables and deletes too. */
    ADMIN;

    /** The role of a claim; empty if there is none of this name. */
    public static Optional<Role> of(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equals(claim))
                .findFirst();
    }

    /** How tokens name it. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may do what asks for another role at least. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
