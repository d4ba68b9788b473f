package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;

/** The dashboard in a real browser, from the first job to its end. */
@Tag(Browser.TAG)
@ResourceLock(Browser.TAG)
class DashboardTest {
    private static TestHost host;
    private static Browser browser;

    private String organization;

    @BeforeAll
    static void start() {
        host = TestHost.start(StoreChoice.inMemory());
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        host.close();
    }

    /** Each test has an organization of its own. */
    @BeforeEach
    void anotherOrganization() {
        organization = "org-" + UUID.randomUUID();
        browser.open("about:blank");
        browser.errors();
    }

    private Api api() {
        return host.as(Role.ADMIN, organization, "ada");
    }

    private void signIn(Role role) {
        browser.open(host.url() + "/#token=" + TestHost.token(role, organization, "ada"));
        browser.awaitText(".live", "Live");
    }

    private void createThroughTheForm(String name, String skill, String parameters, String schedule) {
        browser.go("#/jobs/new");
        browser.fill("#jobName", name);
        browser.fill("#skillName", skill);
        browser.fill("#skillParams", parameters);
        browser.fill("#schedule", schedule);
        browser.fill("#timezone", "Europe/Oslo");
    }

    @Test
    void aJobIsCreatedWatchedEditedPausedAndDeleted() {
        signIn(Role.ADMIN);
        browser.awaitText(".empty", "No jobs yet");
        browser.click(".empty a");
        createThroughTheForm("Counting", "countdown", "{\"steps\": 8}", "*/4 * * * * *");
        browser.awaitText(".preview-words", "Every 4 seconds");
        browser.awaitText(".preview-runs", "CET");
        browser.click("button[type=submit]");

        // It fires by itself, and the page follows without being loaded again.
        browser.awaitText("h1", "Counting");
        browser.awaitText(".running", "Running");
        browser.awaitText(".running .progress-text", "counting");
        browser.awaitText(".history", "Completed");
        browser.find(".chart .fill-completed");

        browser.click("a[href$='/edit']");
        browser.awaitText("h1", "Edit job");
        browser.fill("#schedule", "0 0 1 1 *");
        browser.fill("#description", "once a year from now on");
        browser.click("button[type=submit]");
        browser.awaitText(".description", "once a year from now on");
        browser.awaitText(".tiles", "0 0 1 1 *");

        browser.click("[data-action=pause]");
        browser.fill("#dialog-reason", "holidays");
        browser.press(Keys.ENTER);
        browser.awaitText(".job-states", "Paused");
        browser.awaitText(".job-states", "holidays");
        browser.click("[data-action=resume]");
        browser.find(".job-states [data-state=enabled]");
        browser.click("[data-action=disable]");
        browser.click("dialog .button-primary");
        browser.find(".job-states [data-state=disabled]");

        browser.click("[data-action=delete]");
        browser.click("dialog .button-danger");
        browser.awaitText(".empty", "No jobs yet");
        assertThat(api().get("").data().get("jobs")).isEmpty();
        browser.assertNoErrors();
    }

    @Test
    void aFailureIsShownWithItsErrorItsAttemptsAndItsStack() {
        var id = api().createJob("Breaks", TestSkills.BROKEN, "{}");
        signIn(Role.ADMIN);
        browser.go("#/jobs/" + id);
        browser.click("[data-action=run]");

        browser.awaitText(".history", "it broke");
        browser.awaitText(".history", "attempt 4 of 4");
        browser.click(".execution summary");
        browser.awaitText(".execution-more", "Stack trace");
        browser.awaitText(".execution-more", "java.lang.IllegalStateException: it broke");
        browser.find(".job-states [data-state=unhealthy]");
        browser.assertNoErrors();
    }

    @Test
    void aRunIsCancelledFromTheListAsItGoesOn() {
        var id = api().createJob("Endless", "countdown", "{\"steps\": 10000}");
        signIn(Role.OPERATOR);
        browser.click("[data-key='" + id + "'] [data-action=run]");
        browser.awaitText("[data-key='" + id + "'] .progress", "%");
        browser.click("[data-key='" + id + "'] .job-link");
        browser.click("[data-action=cancel]");
        browser.click("dialog .button-danger");
        browser.awaitText(".history", "Cancelled");
        browser.awaitGone(".running");
        browser.assertNoErrors();
    }

    @Test
    void whatTheServerRefusesIsToldAtTheField() {
        signIn(Role.ADMIN);
        createThroughTheForm("Wrong", "nosuch", "{\"open\": ", "61 * * * *");
        browser.awaitText("#schedule-error", "0 to 59");
        browser.awaitText("#skillParams-error", "Not JSON");
        browser.click("button[type=submit]");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("skillParams");

        browser.fill("#skillParams", "{}");
        browser.fill("#schedule", "0 9 * * *");
        browser.awaitText(".preview-words", "09:00");
        browser.assertNoErrors();
        browser.click("button[type=submit]");
        browser.awaitText("#skillName-error", "nosuch");
        assertThat(browser.focused().getDomAttribute("aria-invalid")).isEqualTo("true");
        // The browser itself writes a line for each answer that is a refusal.
        assertThat(browser.errors()).singleElement().asString().contains("422");
    }

    @Test
    void anotherChangeMeanwhileIsNotOverwritten() {
        var id = api().createJob("Shared");
        signIn(Role.ADMIN);
        browser.go("#/jobs/" + id + "/edit");
        browser.fill("#description", "mine");
        api().put("/" + id, "{\"description\":\"theirs\"}");
        browser.click("button[type=submit]");
        browser.awaitText(".error-box", "changed meanwhile");
        assertThat(api().get("/" + id).data().get("description").asText()).isEqualTo("theirs");
    }

    @Test
    void scriptInANameIsText() {
        var name = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        var id = api().createJob(name, TestSkills.BROKEN, "{\"a\":\"<b>bold</b>\"}");
        signIn(Role.ADMIN);
        browser.awaitText(".job-link", name);
        browser.go("#/jobs/" + id);
        browser.awaitText("h1", name);
        browser.click("[data-action=run]");
        browser.awaitText(".toast", name);
        browser.awaitText(".history", "it broke");
        browser.awaitText("[data-key=settings] .json", "<b>bold</b>");
        browser.go("#/overview");
        browser.awaitText(".lines", name);
        assertThat(browser.all("main img, main script, main b")).isEmpty();
        browser.assertNoErrors();
    }

    @Test
    void aViewerIsOfferedNothingToPress() {
        var id = api().createJob("Only to look at");
        signIn(Role.VIEWER);
        browser.find(".job-link");
        assertThat(browser.all("[data-action], a[href$='new']")).isEmpty();
        browser.go("#/jobs/" + id);
        browser.awaitText("h1", "Only to look at");
        assertThat(browser.all("[data-action], a[href$='edit']")).isEmpty();
        browser.go("#/jobs/new");
        browser.awaitText(".empty", "Your role");
        browser.assertNoErrors();
    }

    @Test
    void anOperatorRunsAndPausesAndNoMore() {
        var id = api().createJob("For operators");
        signIn(Role.OPERATOR);
        browser.go("#/jobs/" + id);
        browser.awaitText("h1", "For operators");
        assertThat(browser.all("[data-action]"))
                .extracting(button -> button.getDomAttribute("data-action"))
                .containsExactly("run", "pause");
        assertThat(browser.all("a[href$='edit']")).isEmpty();
    }

    @Test
    void manyJobsAreSearchedFilteredSortedAndPaged() {
        for (int number = 1; number <= 30; number++) {
            api().createJob("Job %02d".formatted(number));
        }
        signIn(Role.ADMIN);
        browser.awaitText(".pager", "1–25 of 30");
        browser.click("[data-page=next]");
        browser.awaitText(".pager", "26–30 of 30");
        browser.awaitText(".job-link", "Job 26");
        browser.click("[data-page=previous]");
        browser.awaitText(".job-link", "Job 01");
        browser.click("[data-order]");
        browser.awaitText(".job-link", "Job 30");
        browser.fill("#search", "job 07");
        browser.awaitText(".pager", "1–1 of 1");
        assertThat(browser.address()).contains("search=job+07", "sortOrder=desc");
        browser.choose("#status", "Paused");
        browser.awaitText(".empty", "No job fits");
        browser.click("[data-clear]");
        browser.awaitText(".pager", "1–25 of 30");
        browser.assertNoErrors();
    }

    @Test
    void theTokenLeavesTheAddressAndLastsAsLongAsTheTab() {
        signIn(Role.VIEWER);
        assertThat(browser.address()).isEqualTo(host.url() + "/#/");
        browser.open(host.url() + "/");
        browser.awaitText(".who", "ada");
        browser.click("[data-sign-out]");
        browser.find("#token");
        browser.open(host.url() + "/");
        browser.fill("#token", "no.such.token");
        browser.click("button[type=submit]");
        browser.awaitText("#token-error", "not a token");
        browser.fill("#token", TestHost.token(Role.ADMIN, organization, "grace"));
        browser.click("button[type=submit]");
        browser.awaitText(".who", "grace");
    }

    @Test
    void everythingCanBeReachedWithTheKeyboard() {
        var id = api().createJob("Keys only");
        signIn(Role.ADMIN);
        browser.find(".job-link");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to content");
        browser.press(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("main");

        browser.go("#/jobs/" + id);
        browser.awaitText("h1", "Keys only");
        browser.script("document.querySelector('[data-action=delete]').focus()");
        browser.press(Keys.ENTER);
        browser.find("dialog");
        for (int presses = 0; presses < 5; presses++) {
            browser.press(Keys.TAB);
            assertThat(browser.script("return document.activeElement === document.body "
                            + "|| document.activeElement.closest('dialog') !== null"))
                    .isEqualTo(true);
        }
        browser.press(Keys.ESCAPE);
        browser.awaitGone("dialog");
        assertThat(browser.focused().getDomAttribute("data-action")).isEqualTo("delete");
        assertThat(api().get("/" + id).status()).isEqualTo(200);
    }

    @Test
    void timesAreInTheZoneOfTheJobWhereverTheBrowserIs() {
        browser.zone("Asia/Kathmandu");
        try {
            api().post("", """
                    {"jobName":"Far away","schedule":"0 9 1 1 *","timezone":"America/New_York","skillName":"flaky"}
                    """);
            signIn(Role.VIEWER);
            browser.awaitText(".cell-next", "09:00");
            browser.awaitText(".cell-next", "GMT-5");
        } finally {
            browser.zone("");
        }
    }
}
