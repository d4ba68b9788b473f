package io.openclaw.cron.examples.rest;

import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.UsageException;
import io.openclaw.cron.examples.rest.auth.AuthSettings;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Prints a token: {@code token --org O --user U --role R [--hours H]}. */
final class TokenCommand {
    static final String NAME = "token";

    private static final int USUAL_HOURS = 12;
    private static final int MOST_HOURS = 24 * 365;

    private TokenCommand() {}

    /**
     * A token signed with {@code CRON_JWT_SECRET}; if that is not set, with the development secret, which only a server that
     * was started with {@code --dev} takes.
     */
    static String token(String[] options, Map<String, String> environment, Clock clock) {
        var line = CommandLine.parse(options, Set.of("--org", "--user", "--role", "--hours"), Set.of());
        var role = line.text("--role").orElse("viewer");
        var lifetime = Duration.ofHours(line.number("--hours", USUAL_HOURS, 1, MOST_HOURS));
        return new TokenIssuer(AuthSettings.fromEnvironment(environment, true))
                .issue(new Identity(
                        required(line, "--org"),
                        required(line, "--user"),
                        Role.of(role)
                                .orElseThrow(() -> new UsageException(
                                        "Option --role is '" + role + "'; allowed are viewer, operator, admin")),
                        clock.instant().plus(lifetime)));
    }

    private static String required(CommandLine line, String option) {
        return line.text(option).orElseThrow(() -> new UsageException("Option " + option + " is missing"));
    }
}
