package io.openclaw.cron.examples.measure;

import io.openclaw.cron.CronJob;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Clients of the REST host that create, list and read history in turn. */
final class RequestMix {
    private static final String CREATE = "create";
    private static final String LIST = "list";
    private static final String HISTORY = "history";

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
        try (var host = new HttpConnection(api)) {
            while (System.nanoTime() - until < 0) {
                call(CREATE, host, create(), timings);
                call(LIST, host, get("?limit=50&sortBy=createdAt&sortOrder=desc"), timings);
                var job = jobs.get(ThreadLocalRandom.current().nextInt(jobs.size()));
                call(HISTORY, host, get("/" + job.jobId() + "/history?limit=50"), timings);
            }
        } catch (IOException lost) {
            timings.add("connection", 0, lost.toString());
        }
    }

    private static void call(String kind, HttpConnection host, byte[] request, RequestTimings timings)
            throws IOException {
        var began = System.nanoTime();
        var status = host.exchange(request);
        timings.add(kind, System.nanoTime() - began, status / 100 == 2 ? null : "status " + status);
    }

    private byte[] create() {
        var body = """
                {"jobName": "made on the way", "schedule": "0 0 1 1 *", "skillName": "any", "skillParams": {"path": "/srv/in"}}""";
        return request("POST", "", "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n", body);
    }

    private byte[] get(String path) {
        return request("GET", path, "", "");
    }

    private byte[] request(String method, String path, String headers, String body) {
        var request = method + " " + api.getPath() + path + " HTTP/1.1\r\nHost: " + api.getAuthority()
                + "\r\nAuthorization: Bearer " + token + "\r\n" + headers + "\r\n" + body;
        return request.getBytes(StandardCharsets.US_ASCII);
    }
}
