package io.openclaw.cron.examples.rest;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.examples.rest.auth.AuthSettings;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenIssuer;
import io.openclaw.cron.examples.rest.http.RateLimits;
import io.openclaw.cron.examples.rest.http.WebSettings;
import io.openclaw.cron.examples.rest.live.LiveSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A host that listens on a free port, for one test class. */
final class TestHost implements AutoCloseable {
    static final String SECRET = "b3Vyc2VsdmVzLWFuZC1vdXItcG9zdGVyaXR5LWRv";
    static final AuthSettings AUTH = new AuthSettings(new AuthSettings.Secret(SECRET), "test-issuer", "test-audience");

    private final StoreChoice store;
    private final CronHost host;

    private TestHost(HostSettings settings, StoreChoice store) {
        this.store = store;
        this.host = new CronHost(settings, store, TestSkills.registry());
    }

    static TestHost start(StoreChoice store) {
        return start(store, settings -> settings);
    }

    static TestHost start(StoreChoice store, UnaryOperator<HostSettings> change) {
        var started = new TestHost(change.apply(settings()), store);
        started.host.start();
        return started;
    }

    /** Without a rate limit to speak of, and quick to stop. */
    static HostSettings settings() {
        return new HostSettings(
                false,
                WebSettings.at("127.0.0.1", 0),
                new RateLimits.Rates(1_000_000, 1_000_000),
                LiveSettings.DEFAULT,
                AUTH,
                CronManagerConfig.builder()
                        .retryDelay(Duration.ofMillis(20))
                        .shutdownGrace(Duration.ZERO)
                        .build());
    }

    CronHost host() {
        return host;
    }

    String url() {
        return host.url();
    }

    Api as(Role role, String organization, String user) {
        return new Api(url(), token(role, organization, user));
    }

    Api anonymous() {
        return new Api(url(), null);
    }

    static String token(Role role, String organization, String user) {
        var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return new TokenIssuer(AUTH).issue(new Identity(organization, user, role, expiry));
    }

    /** A figure without labels of those for Prometheus. */
    double metric(String name) {
        var metrics = anonymous().send("GET", "//metrics", null).response().body();
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        host.close();
        store.close();
    }
}
