package io.openclaw.cron.examples.rest;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.error.InvalidConfigurationException;
import io.openclaw.cron.examples.rest.auth.AuthSettings;
import io.openclaw.cron.examples.rest.http.RateLimits;
import io.openclaw.cron.examples.rest.http.WebSettings;
import io.openclaw.cron.examples.rest.live.LiveSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All that can be set from outside.
 *
 * @param development whether this is for trying things out: a well-known secret, this machine only, sample jobs
 * @param web how to listen
 * @param rates how often somebody may ask
 * @param live how events are sent
 * @param auth whose tokens count
 * @param cron the library's own settings
 */
public record HostSettings(
        boolean development,
        WebSettings web,
        RateLimits.Rates rates,
        LiveSettings live,
        AuthSettings auth,
        CronManagerConfig cron) {
    private static final int USUAL_PORT = 8080;
    private static final int USUAL_RATE = 50;
    private static final int ORGANIZATION_FACTOR = 10;

    /**
     * Reads the CRON_* variables.
     *
     * @param environment such as {@link System#getenv()}
     * @param development whether {@code --dev} was given
     * @throws InvalidConfigurationException if a value cannot be used; it names the variable
     */
    public static HostSettings fromEnvironment(Map<String, String> environment, boolean development) {
        var variables = new Variables(environment);
        var host = variables.text("CRON_HTTP_HOST", development ? "127.0.0.1" : "0.0.0.0");
        var web = WebSettings.at(host, variables.number("CRON_HTTP_PORT", USUAL_PORT, 0, 65_535));
        var rate = variables.number("CRON_HTTP_RATE", USUAL_RATE, 1, 1_000_000);
        return new HostSettings(
                development,
                web.withMaxBodyBytes(variables.number("CRON_HTTP_MAX_BODY", web.maxBodyBytes(), 1_024, 64 << 20))
                        .withCorsOrigins(variables.list("CRON_HTTP_CORS_ORIGINS")),
                new RateLimits.Rates(rate, rate * ORGANIZATION_FACTOR),
                LiveSettings.DEFAULT,
                AuthSettings.fromEnvironment(environment, development),
                CronManagerConfig.fromEnvironment(environment));
    }

    /** With other settings for events. */
    public HostSettings withLive(LiveSettings changed) {
        return new HostSettings(development, web, rates, changed, auth, cron);
    }

    /** With other settings for the web server. */
    public HostSettings withWeb(WebSettings changed) {
        return new HostSettings(development, changed, rates, live, auth, cron);
    }

    /** With other rates. */
    public HostSettings withRates(RateLimits.Rates changed) {
        return new HostSettings(development, web, changed, live, auth, cron);
    }

    /** With other keys. */
    public HostSettings withAuth(AuthSettings changed) {
        return new HostSettings(development, web, rates, live, changed, cron);
    }

    private record Variables(Map<String, String> environment) {
        String text(String name, String usual) {
            var value = environment.getOrDefault(name, "");
            return value.isBlank() ? usual : value.trim();
        }

        List<String> list(String name) {
            return Arrays.stream(text(name, "").split(","))
                    .map(String::trim)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }

        int number(String name, int usual, int least, int most) {
            var text = text(name, Integer.toString(usual));
            try {
                var number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // said below
            }
            throw new InvalidConfigurationException(
                    name, "is '" + text + "'; allowed are whole numbers from " + least + " to " + most);
        }
    }
}
