package io.openclaw.cron.examples.cluster;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How to start another process like this one. */
final class JavaCommand {
    private JavaCommand() {}

    /** The command up to the arguments of a main class of this class path; small, since several of them share a machine. */
    static List<String> of(Class<?> mainClass) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.log.com.zaxxer=off",
                "-cp",
                classPath(mainClass.getClassLoader()),
                mainClass.getName());
    }

    /** Maven runs a main class in its own process, by a class loader of its own. */
    private static String classPath(ClassLoader loader) {
        return loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs()).map(JavaCommand::file).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("Not a file: " + url, impossible);
        }
    }
}
