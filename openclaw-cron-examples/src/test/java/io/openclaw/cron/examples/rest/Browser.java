package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser without a window, and what a person does with it. */
final class Browser implements AutoCloseable {
    static final String TAG = "browser";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DESKTOP_WIDTH = 1280;
    private static final int DESKTOP_HEIGHT = 860;
    private static final int PHONE_WIDTH = 375;
    private static final int PHONE_HEIGHT = 780;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start() {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(System.getProperty("browser.driver", "/usr/bin/chromedriver")))
                .usingAnyFreePort()
                .build();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(System.getProperty("browser.binary", "/usr/bin/chromium"));
        // Without a sandbox, for builds run as root; it opens nothing but pages of this build.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--disable-quic",
                "--hide-scrollbars");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        var browser = new Browser(new ChromeDriver(service, options));
        browser.desktop();
        browser.light();
        return browser;
    }

    void open(String address) {
        driver.get(address);
    }

    /** Goes to a page of the dashboard that is open already, as a link would. */
    void go(String page) {
        script("location.hash = arguments[0]", page);
    }

    WebElement find(String selector) {
        return await().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void awaitGone(String selector) {
        await().until(ExpectedConditions.numberOfElementsToBe(By.cssSelector(selector), 0));
    }

    void awaitText(String selector, String text) {
        await().withMessage(() -> "'" + text + "' in " + selector)
                .until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
    }

    /** Scrolls first, as a person would: the driver is content with what is under the bar at the top. */
    void click(String selector) {
        var element = await().until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)));
        script("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Instead of what a field has had before. */
    void fill(String selector, String text) {
        var field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String selector, String word) {
        new Select(find(selector)).selectByVisibleText(word);
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    String title() {
        return driver.getTitle();
    }

    String address() {
        return driver.getCurrentUrl();
    }

    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    Object asyncScript(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    void desktop() {
        size(DESKTOP_WIDTH, DESKTOP_HEIGHT);
    }

    void phone() {
        size(PHONE_WIDTH, PHONE_HEIGHT);
    }

    private void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width == PHONE_WIDTH));
    }

    void light() {
        prefer("light");
    }

    void dark() {
        prefer("dark");
    }

    private void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void zone(String timeZone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", timeZone));
    }

    void picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nothing in the browser's own log: no error of a script, nothing missing, nothing that the policy has blocked. */
    void assertNoErrors() {
        assertThat(errors()).isEmpty();
    }

    /** Errors since the last call. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    private WebDriverWait await() {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
