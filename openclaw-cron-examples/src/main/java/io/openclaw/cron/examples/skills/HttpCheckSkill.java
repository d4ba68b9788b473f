package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks a web page whether it is well.
 *
 * <p>Parameters: {@code url}; {@code timeoutMillis}, 1 to 600,000, 5,000 if absent; {@code expectStatus}, 100 to 599, 200
 * if absent. Result: {@code status} and {@code latencyMillis}. Redirects are not followed: what is expected may well be
 * one.
 */
public final class HttpCheckSkill implements Skill {
    /** The skill's name. */
    public static final String NAME = "http-check";

    /** The code of a failure: the page answered with another status than expected. */
    public static final String UNEXPECTED_STATUS = "unexpected_status";

    /** The code of a failure: there was no answer in time. */
    public static final String NO_ANSWER = "no_answer";

    /** The code of a failure: no connection could be made, or it broke. */
    public static final String UNREACHABLE = "unreachable";

    private final HttpClient client;

    /** Creates the skill with a client of its own. */
    public HttpCheckSkill() {
        this(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build());
    }

    /** Creates the skill with the host's client. */
    public HttpCheckSkill(HttpClient client) {
        this.client = client;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws InterruptedException {
        var parameters = SkillParameters.of(request);
        var url = pageAddress(parameters.requiredText("url"));
        var timeout = Duration.ofMillis(parameters.number("timeoutMillis", 5_000, 1, 600_000));
        var expected = parameters.number("expectStatus", 200, 100, 599);

        var started = System.nanoTime();
        var status = statusOf(url, timeout);
        var latency = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        if (status != expected) {
            throw SkillException.temporary(
                    UNEXPECTED_STATUS,
                    url + " answered " + status + " instead of " + expected + " after " + latency + " ms");
        }
        return SkillResult.of(Map.of("status", status, "latencyMillis", latency));
    }

    private static URI pageAddress(String text) {
        try {
            var url = new URI(text);
            if (("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException notAnAddress) {
            // said below
        }
        throw SkillException.permanent(
                SkillParameters.BAD_PARAMETER,
                "Parameter 'url' is '" + text + "'; allowed are addresses such as https://example.org/health");
    }

    private int statusOf(URI url, Duration timeout) throws InterruptedException {
        var ask = HttpRequest.newBuilder(url).timeout(timeout).GET().build();
        try {
            return client.send(ask, BodyHandlers.discarding()).statusCode();
        } catch (HttpTimeoutException late) {
            throw new SkillException(
                    NO_ANSWER, url + " gave no answer within " + timeout.toMillis() + " ms", true, late);
        } catch (IOException broken) {
            throw new SkillException(UNREACHABLE, url + " cannot be reached: " + reason(broken), true, broken);
        }
    }

    /** The client's own exceptions often say nothing, and their causes do. */
    private static String reason(IOException broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return broken instanceof ConnectException
                ? "no connection"
                : broken.getClass().getSimpleName();
    }
}
