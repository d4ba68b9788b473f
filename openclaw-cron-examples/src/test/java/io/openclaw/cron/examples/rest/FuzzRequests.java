package io.openclaw.cron.examples.rest;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes up requests: mostly almost right, so that they get far. */
final class FuzzRequests {
    private static final List<String> METHODS =
            List.of("PATCH", "HEAD", "OPTIONS", "QUERY", "GET", "POST", "PUT", "DELETE");
    private static final List<String> ENDPOINTS = List.of(
            "POST ",
            "POST ",
            "POST ",
            "GET ",
            "GET ",
            "GET ",
            "POST /validate",
            "GET /analytics",
            "GET /executions/ID",
            "POST /executions/ID/cancel",
            "GET /ID",
            "PUT /ID",
            "PUT /ID",
            "PUT /ID",
            "DELETE /OTHER",
            "POST /ID/run",
            "POST /ID/pause",
            "POST /ID/resume",
            "POST /ID/enable",
            "POST /ID/disable",
            "GET /ID/history",
            "GET /ID/stats",
            "GET /ID/timeline",
            "GET /",
            "GET /executions",
            "GET /ID/ID");
    private static final List<String> PARAMETERS = List.of(
            "limit",
            "offset",
            "cursor",
            "sortBy",
            "sortOrder",
            "status",
            "enabled",
            "search",
            "userId",
            "skillName",
            "jobKey",
            "trigger",
            "from",
            "until",
            "days",
            "hours",
            "recent",
            "x");
    private static final List<String> FIELDS = List.of(
            "jobName",
            "jobKey",
            "description",
            "schedule",
            "timezone",
            "skillName",
            "skillParams",
            "enabled",
            "priority",
            "misfirePolicy",
            "overlapPolicy",
            "recoveryPolicy",
            "catchUpAfterPause",
            "maxRetries",
            "timeoutSeconds",
            "reason",
            "\\ud800",
            "\\u0000");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "9",
            "1.5",
            "1e400",
            "-0",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"a\":{\"b\":[1,null]}}",
            "\"0 0 1 1 *\"",
            "\"@yearly\"",
            "\"flaky\"",
            "\"UTC\"",
            "\"skip\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"2026-01-01T00:00:00Z\"",
            "{\"\\ud800\":\"\\ud800\"}");
    private static final List<String> PARAMETER_VALUES = List.of(
            "",
            "0",
            "1",
            "-1",
            "200",
            "2147483647",
            "2147483648",
            "x",
            "true",
            "asc",
            "desc",
            "jobName",
            "enabled",
            "failed,timeout",
            "manual",
            "2026-01-01T00:00:00Z",
            "-1000000000-01-01T00:00:00Z",
            "%2B1000000000-12-31T23:59:59.999999999Z",
            "%00",
            "%ff%fe",
            "%ED%A0%80",
            "%F0%9F%9A%80",
            "a,b,,c",
            "AAAA",
            "LS0");

    private final SplittableRandom random;
    private final String job;
    private final List<String> nasty;
    private String latest = "";

    /**
     * A sequence of requests.
     *
     * @param job a job that there is
     * @param nasty texts that have done harm elsewhere
     */
    FuzzRequests(SplittableRandom random, String job, List<String> nasty) {
        this.random = random;
        this.job = job;
        this.nasty = nasty;
    }

    /** The latest request, for the message of a failure. */
    String latest() {
        return latest;
    }

    HttpRequest.Builder next(String url, String token) {
        var endpoint = any(ENDPOINTS).split(" ", 2);
        var method = random.nextInt(20) == 0 ? any(METHODS) : endpoint[0];
        var path = Api.PREFIX
                + endpoint[1]
                        .replace("OTHER", new UUID(random.nextLong(), random.nextLong()).toString())
                        .replace("ID", id())
                + query(method);
        var body = random.nextInt(3) == 0 ? "" : body();
        latest = method + " " + path + " " + body;
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
        if (random.nextInt(50) != 0) {
            request.header("Authorization", "Bearer " + token);
        }
        if (random.nextInt(20) != 0) {
            request.header("Content-Type", random.nextInt(20) == 0 ? "text/html" : "application/json");
        }
        if (random.nextInt(10) == 0) {
            request.header(
                    "If-Match", any(List.of("\"1\"", "*", "W/\"1\"", "x", "\"", "\"\"", "\"9223372036854775808\"")));
        }
        return request.method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
    }

    private String id() {
        return switch (random.nextInt(6)) {
            case 0 -> encoded(any(nasty));
            case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> job;
        };
    }

    private String query(String method) {
        var query = new StringBuilder();
        for (int left = method.equals("GET") ? random.nextInt(3) : 0; left > 0; left--) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(any(PARAMETERS))
                    .append('=')
                    .append(parameter());
        }
        return query.toString();
    }

    private String parameter() {
        return random.nextInt(4) == 0 ? encoded(any(nasty)) : any(PARAMETER_VALUES);
    }

    private String body() {
        var body = new StringBuilder("{");
        if (random.nextInt(2) == 0) {
            body.append("\"jobName\":\"n\",\"schedule\":\"0 0 1 1 *\",\"skillName\":\"flaky\"");
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            body.append(body.length() == 1 ? "" : ",")
                    .append('"')
                    .append(any(FIELDS))
                    .append("\":")
                    .append(any(VALUES));
        }
        return body.append(random.nextInt(20) == 0 ? "" : "}").toString();
    }

    /** Now and then with a byte that is wrong. */
    private byte[] bytes(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
