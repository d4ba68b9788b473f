package io.openclaw.cron.examples.rest;

import io.openclaw.cron.examples.rest.auth.Role;
import java.util.LinkedHashMap;
import java.util.Map;

/** All pages of the dashboard with something on them, for those who look at each. */
final class DashboardPages implements AutoCloseable {
    private final TestHost host = TestHost.start(PastWeeks.store());
    private final Browser browser = Browser.start();
    private final Map<String, Runnable> pages = new LinkedHashMap<>();

    DashboardPages() {
        var api = host.as(Role.ADMIN, PastWeeks.ORGANIZATION, PastWeeks.USER);
        var busy = find(api, "Rebuild the search index");
        var troubled = find(api, "Settle card payments");
        api.put("/" + busy, "{\"skillParams\":{\"steps\":300}}");
        ensureRuns(api, busy);
        api.post("/" + find(api, "Sync the warehouse") + "/pause", "{\"reason\":\"stocktaking\"}");
        pages.put("jobs", () -> {
            browser.go("#/");
            ensureRuns(api, busy);
            browser.find(".jobs .progress");
        });
        pages.put("job", () -> {
            browser.go("#/jobs/" + troubled);
            browser.find(".chart");
        });
        pages.put("running", () -> {
            browser.go("#/jobs/" + busy);
            ensureRuns(api, busy);
            browser.find(".running progress");
            browser.click(".execution summary");
            browser.click(".chart-table summary");
        });
        pages.put("form", () -> {
            browser.go("#/jobs/new");
            browser.fill("#jobName", "Weekly report");
            browser.fill("#skillName", "folder-digest");
            browser.fill("#schedule", "30 9 * * MON#1,FRI");
            browser.fill("#timezone", "America/New_York");
            browser.awaitText(".preview-runs", "GMT-5");
        });
        pages.put("form-errors", () -> {
            browser.go("#/jobs/" + troubled + "/edit");
            browser.fill("#schedule", "99 * * * *");
            browser.fill("#skillParams", "[1, 2");
            browser.awaitText("#schedule-error", "0 to 59");
            browser.click(".advanced summary");
            browser.click("button[type=submit]");
            browser.awaitText("#skillParams-error", "Not JSON");
        });
        pages.put("overview", () -> {
            browser.go("#/overview");
            browser.find(".chart");
        });
        pages.put("not-found", () -> {
            browser.go("#/nowhere");
            browser.find(".empty");
        });
    }

    Browser browser() {
        return browser;
    }

    Map<String, Runnable> pages() {
        return pages;
    }

    void signIn(Role role) {
        browser.open("about:blank");
        browser.open(host.url() + "/#token=" + TestHost.token(role, PastWeeks.ORGANIZATION, PastWeeks.USER));
        browser.awaitText(".live", "Live");
    }

    void signInPage() {
        browser.click("[data-sign-out]");
        browser.find("#token");
    }

    /** It takes a minute. */
    private static void ensureRuns(Api api, String job) {
        if (api.get("/" + job).data().get("liveCount").asInt() == 0) {
            api.post("/" + job + "/run", null);
        }
    }

    private static String find(Api api, String name) {
        for (var job : api.get("?limit=100").data().get("jobs")) {
            if (job.get("jobName").asText().equals(name)) {
                return job.get("jobId").asText();
            }
        }
        throw new AssertionError(name);
    }

    @Override
    public void close() {
        browser.close();
        host.close();
    }
}
