package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Takes the pictures of the documentation. They go into the build's folder, unless {@code -Dbrowser.pictures=} names another:
 * each run draws them a little differently.
 */
@Tag(Browser.TAG)
@ResourceLock(Browser.TAG)
@Timeout(300)
class DashboardPicturesTest {
    private static final List<String> SHOWN = List.of("job", "form", "overview", "jobs");

    private final Path folder = Path.of(System.getProperty("browser.pictures", "target/pictures"));

    @Test
    void picturesAreTaken() {
        try (var dashboard = new DashboardPages()) {
            dashboard.signIn(Role.ADMIN);
            var browser = dashboard.browser();
            for (var page : SHOWN) {
                for (var wide : List.of(true, false)) {
                    if (wide) {
                        browser.desktop();
                    } else {
                        browser.phone();
                    }
                    dashboard.pages().get(page).run();
                    browser.light();
                    take(browser, page, wide, "light");
                    browser.dark();
                    take(browser, page, wide, "dark");
                }
            }
            browser.assertNoErrors();
        }
    }

    private void take(Browser browser, String page, boolean wide, String colours) {
        // The caret blinks. Of the form, what is special is below.
        browser.script("document.activeElement.blur(); scrollTo(0, 0);"
                + "document.querySelector('.when')?.scrollIntoView({block: 'end'})");
        var file = folder.resolve("dashboard-%s-%s-%s.png".formatted(page, wide ? "desktop" : "phone", colours));
        browser.picture(file);
        assertThat(Files.exists(file)).isTrue();
    }
}
