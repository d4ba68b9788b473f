package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What axe, the usual checker, finds on each page: in light and dark, wide and narrow, for those who may and may not. */
@Tag(Browser.TAG)
@ResourceLock(Browser.TAG)
@Timeout(300)
class DashboardAccessibilityTest {
    private static final String CHECK = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
               .then(found => done(found.violations.map(rule =>
                   `${rule.impact} ${rule.id}: ${rule.nodes.map(node => node.html + " " + node.failureSummary).join(" | ")}`)));
            """;

    private static DashboardPages dashboard;
    private static String axe;

    @BeforeAll
    static void start() throws IOException {
        try (var script = DashboardAccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        dashboard = new DashboardPages();
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @Test
    void nothingIsFoundInLight() {
        dashboard.browser().desktop();
        dashboard.browser().light();
        checkAllAs(Role.ADMIN);
    }

    @Test
    void nothingIsFoundInDark() {
        dashboard.browser().desktop();
        dashboard.browser().dark();
        checkAllAs(Role.ADMIN);
    }

    @Test
    void nothingIsFoundOnAPhone() {
        dashboard.browser().phone();
        dashboard.browser().light();
        checkAllAs(Role.ADMIN);
    }

    @Test
    void nothingIsWiderThanAPhone() {
        dashboard.browser().phone();
        dashboard.signIn(Role.ADMIN);
        dashboard.pages().forEach((name, open) -> {
            open.run();
            var width = dashboard.browser().script("return document.documentElement.scrollWidth");
            assertThat(width).as(name).isEqualTo(375L);
        });
    }

    private static void checkAllAs(Role role) {
        dashboard.signIn(role);
        dashboard.pages().forEach((name, open) -> {
            open.run();
            check(name);
        });
        dashboard.pages().get("job").run();
        dashboard.browser().click("[data-action=delete]");
        dashboard.browser().find("dialog");
        check("dialog");
        dashboard.browser().click("dialog .button");
        dashboard.signInPage();
        check("sign-in");
        dashboard.browser().assertNoErrors();
    }

    private static void check(String page) {
        // Wherever a page has been scrolled to, something is half under the bar at the top.
        dashboard.browser().script("scrollTo(0, 0)");
        dashboard.browser().script(axe);
        assertThat((List<?>) dashboard.browser().asyncScript(CHECK)).as(page).isEmpty();
    }
}
