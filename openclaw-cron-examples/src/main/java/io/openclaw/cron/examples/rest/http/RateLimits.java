package io.openclaw.cron.examples.rest.http;

import io.github.bucket4j.Bucket;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How often somebody may ask: a token bucket for each user, and one for each organization. Thread-safe.
 *
 * <p>For this process alone; behind a load balancer the limit is that many times higher as there are processes.
 */
public final class RateLimits {
    private final Rates rates;
    private final Map<List<String>, Bucket> users = new ConcurrentHashMap<>();
    private final Map<String, Bucket> organizations = new ConcurrentHashMap<>();

    /**
     * How fast buckets fill; they hold what comes in two seconds.
     *
     * @param user requests a second for one user
     * @param organization requests a second for all users of an organization together
     */
    public record Rates(int user, int organization) {}

    /** Limits with these rates. */
    public RateLimits(Rates rates) {
        this.rates = rates;
    }

    /**
     * Counts a request.
     *
     * @throws Refusal if there were too many; it says when to come again
     */
    public void take(Identity identity) {
        // The organization is part of the key: users of two organizations may have the same id.
        var user = List.of(identity.organizationId(), identity.userId());
        take(users.computeIfAbsent(user, any -> bucket(rates.user())), "user");
        take(
                organizations.computeIfAbsent(identity.organizationId(), any -> bucket(rates.organization())),
                "organization");
    }

    /** Forgets whoever has not asked for a while: a full bucket is as good as a new one. */
    public void forgetIdle() {
        users.values().removeIf(bucket -> bucket.getAvailableTokens() == capacity(rates.user()));
        organizations.values().removeIf(bucket -> bucket.getAvailableTokens() == capacity(rates.organization()));
    }

    /** How many buckets there are. */
    int size() {
        return users.size() + organizations.size();
    }

    private static void take(Bucket bucket, String whose) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            var seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
            throw Refusal.of(429, "rate_limited", "Too many requests of this " + whose + "; try again in a while")
                    .with("Retry-After", Long.toString(seconds));
        }
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity(perSecond)).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    private static long capacity(int perSecond) {
        return 2L * perSecond;
    }
}
