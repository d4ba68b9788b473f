package io.openclaw.cron.examples.measure;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.rest.CronHost;
import io.openclaw.cron.examples.rest.HostSettings;
import io.openclaw.cron.examples.rest.StoreChoice;
import io.openclaw.cron.examples.rest.auth.AuthSettings;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenIssuer;
import io.openclaw.cron.examples.rest.http.RateLimits;
import io.openclaw.cron.examples.rest.http.WebSettings;
import io.openclaw.cron.examples.rest.live.LiveSettings;
import io.openclaw.cron.spi.SkillResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A REST host on a free port of this machine, in memory or in a database, with tokens for whoever is needed. */
final class LocalHost implements AutoCloseable {
    private static final RateLimits.Rates NO_LIMIT = new RateLimits.Rates(1_000_000, 10_000_000);

    private final AuthSettings auth = AuthSettings.fromEnvironment(Map.of(), true);
    private final StoreChoice store;
    private final CronHost host;

    /** Starts it, on what {@link MeasuredStore} says. */
    LocalHost() {
        store = MeasuredStore.open();
        host = new CronHost(
                new HostSettings(
                        true,
                        WebSettings.at("127.0.0.1", 0),
                        NO_LIMIT,
                        LiveSettings.DEFAULT,
                        auth,
                        CronManagerConfig.defaults()),
                store,
                (request, context) -> SkillResult.empty());
        host.start();
    }

    OpenClawCron cron() {
        return host.cron();
    }

    /** Where its endpoints are. */
    URI api() {
        return URI.create(host.url() + "/openclaw/api/v1/cron");
    }

    /** Where its WebSocket is. */
    URI webSocket() {
        return URI.create(host.url().replace("http:", "ws:") + "/openclaw/ws");
    }

    /** A token of somebody who may do everything in an organization. */
    String token(String organization, String user) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofDays(1));
        return new TokenIssuer(auth).issue(new Identity(organization, user, Role.ADMIN, expiry));
    }

    @Override
    public void close() {
        host.close();
        store.close();
    }
}
