package io.openclaw.cron.examples.rest;

import io.openclaw.cron.examples.rest.auth.AuthSettings;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host and its store, from start to stop. */
final class RunningServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningServer.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final HostSettings settings;
    private final StoreChoice store;
    private final CronHost host;

    RunningServer(HostSettings settings, StoreChoice store) {
        this.settings = settings;
        this.store = store;
        this.host = new CronHost(settings, store, HostSkills.registry());
    }

    void start() {
        try {
            host.start();
            if (settings.development()) {
                SampleJobs.createIn(host.cron().manager(), host.url() + "/health");
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        log.info("Listening on {}, jobs are kept {}", host.url(), store.description());
    }

    /** What somebody who has started it wants to know next. */
    String greeting() {
        if (!settings.development()) {
            return "OpenClaw Cron listens on " + host.url();
        }
        var admin = new Identity(
                SampleJobs.ORGANIZATION,
                SampleJobs.USER,
                Role.ADMIN,
                Clock.systemUTC().instant().plus(DAY));
        return """

                OpenClaw Cron listens on %1$s (jobs are kept %2$s)

                  Dashboard   %1$s/#token=%3$s
                  Token       %3$s

                Everyone knows how to make such tokens in development mode. Ctrl-C ends it.
                """.formatted(host.url(), store.description(), token(admin));
    }

    private String token(Identity identity) {
        return settings.auth().keys() instanceof AuthSettings.Secret
                ? new TokenIssuer(settings.auth()).issue(identity)
                : "(signed by the owner of CRON_JWT_JWKS)";
    }

    /** Does nothing the second time. */
    @Override
    public void close() {
        log.info("Stopping");
        host.close();
        store.close();
        log.info("Stopped");
    }
}
