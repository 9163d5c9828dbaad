package org.spikelink.viewer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium without a window. It is installed where this process may; otherwise the test is skipped. */
final class Chromium {
    private static final long INSTALL_S = 240;

    private Chromium() {}

    static ChromeDriver open(int width, int height) throws IOException, InterruptedException {
        if (find("chromedriver").isEmpty() || find("chromium").isEmpty()) {
            install();
        }
        Optional<Path> driver = find("chromedriver");
        Optional<Path> browser = find("chromium");
        Assumptions.assumeTrue(
                driver.isPresent() && browser.isPresent(),
                "no chromium and chromedriver on the PATH, and they could not be installed");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--hide-scrollbars");
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .usingAnyFreePort()
                        .build();
        ChromeDriver page = new ChromeDriver(service, options);
        page.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        page.manage().window().setSize(new Dimension(width, height));
        return page;
    }

    private static Optional<Path> find(String command) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void install() throws IOException, InterruptedException {
        if (find("apt-get").isEmpty() || !Files.isWritable(Path.of("/usr/bin"))) {
            return;
        }
        Process installing =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "apt-get update && apt-get install -y chromium chromium-driver")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!installing.waitFor(INSTALL_S, TimeUnit.SECONDS)) {
            installing.destroyForcibly();
        }
    }
}
