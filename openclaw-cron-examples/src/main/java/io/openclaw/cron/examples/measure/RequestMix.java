package io.openclaw.cron.examples.measure;

import io.openclaw.cron.CronJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Clients of the REST host that create, list and read history in turn. */
final class RequestMix {
    private static final String CREATE = "create";
    private static final String LIST = "list";
    private static final String HISTORY = "history";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String token;
    private final List<CronJob> jobs;

    /** Requests of whoever has the token, for the histories of these jobs. */
    RequestMix(URI api, String token, List<CronJob> jobs) {
        this.api = api;
        this.token = token;
        this.jobs = List.copyOf(jobs);
    }

    /** Has clients make requests for a time, and returns when the last has its answer. */
    void run(int clients, Duration duration, RequestTimings timings) throws InterruptedException {
        var until = System.nanoTime() + duration.toNanos();
        var threads = new ArrayList<Thread>();
        for (int client = 0; client < clients; client++) {
            var thread = new Thread(() -> work(until, timings), "client-" + client);
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private void work(long until, RequestTimings timings) {
        try {
            while (System.nanoTime() - until < 0) {
                call(CREATE, create(), timings);
                call(LIST, get("?limit=50&sortBy=createdAt&sortOrder=desc"), timings);
                var job = jobs.get(ThreadLocalRandom.current().nextInt(jobs.size()));
                call(HISTORY, get("/" + job.jobId() + "/history?limit=50"), timings);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(String kind, HttpRequest request, RequestTimings timings) throws InterruptedException {
        var began = System.nanoTime();
        try {
            var status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            timings.add(kind, System.nanoTime() - began, status / 100 == 2 ? null : "status " + status);
        } catch (IOException failure) {
            timings.add(kind, System.nanoTime() - began, failure.toString());
        }
    }

    private HttpRequest create() {
        var body = """
                {"jobName": "made on the way", "schedule": "0 0 1 1 *", "skillName": "any", "skillParams": {"path": "/srv/in"}}""";
        return request("")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).header("Authorization", "Bearer " + token);
    }
}
