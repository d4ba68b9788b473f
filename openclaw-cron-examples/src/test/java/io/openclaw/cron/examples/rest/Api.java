package io.openclaw.cron.examples.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A client of the REST interface, in one user's name. */
final class Api {
    static final String PREFIX = "/openclaw/api/v1/cron";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String url;
    private final String token;

    Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What came back. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        JsonNode data() {
            return body.get("data");
        }

        String code() {
            return body.path("code").asText();
        }

        String field() {
            return body.path("field").asText();
        }

        String error() {
            return body.path("error").asText();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Sends a request to a path under the prefix, or to any other that begins with two slashes. */
    Answer send(String method, String path, String body, String... headers) {
        var address = path.startsWith("//") ? url + path.substring(1) : url + PREFIX + path;
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(request.build());
    }

    static Answer send(HttpRequest request) {
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response.body()), response);
        } catch (IOException failure) {
            throw new AssertionError(request + " was not answered", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    /** Creates a job that never fires in the lifetime of a test, and returns its id. */
    String createJob(String name) {
        return createJob(name, "flaky", "{\"failures\":0}");
    }

    String createJob(String name, String skill, String parameters) {
        var answer = post("", """
                {"jobName":"%s","schedule":"0 0 1 1 *","skillName":"%s","skillParams":%s}
                """.formatted(name, skill, parameters));
        if (answer.status() != 201) {
            throw new AssertionError("no job was created: " + answer.body());
        }
        return answer.data().get("jobId").asText();
    }
}
