package io.openclaw.cron.examples.rest;

import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.http.WebSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the dashboard does while its server is away, and when it is back. */
@Tag(Browser.TAG)
@ResourceLock(Browser.TAG)
class DashboardOutageTest {
    @Test
    void itSaysThatItIsOfflineAndComesBackByItself() {
        try (var browser = Browser.start()) {
            int port;
            try (var host = TestHost.start(StoreChoice.inMemory())) {
                port = Integer.parseInt(host.url().substring(host.url().lastIndexOf(':') + 1));
                host.as(Role.ADMIN, "acme", "ada").createJob("Before");
                browser.open(host.url() + "/#token=" + TestHost.token(Role.ADMIN, "acme", "ada"));
                browser.awaitText(".live", "Live");
                browser.awaitText(".job-link", "Before");
            }
            browser.awaitText(".live", "Offline");

            try (var host = TestHost.start(
                    StoreChoice.inMemory(), settings -> settings.withWeb(WebSettings.at("127.0.0.1", port)))) {
                host.as(Role.ADMIN, "acme", "ada").createJob("After");
                browser.awaitText(".live", "Live");
                browser.awaitText(".job-link", "After");
            }
        }
    }
}
