package io.openclaw.cron.benchmarks.programs;

import java.util.ArrayList;
import java.util.List;

/** The command of another JVM with the same class path. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * Puts it together, with the options of the property {@code benchmarks.jvm}.
     *
     * @param heap the most memory, such as {@code 1g}; what it has of it is touched before it is used, so that no run waits for the machine to
     *     find some
     */
    public static List<String> of(Class<?> main, String heap, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                "java",
                // What is touched and then never used keeps some kernels busy that look for such memory.
                "-Xms128m",
                "-Xmx" + heap,
                "-XX:+AlwaysPreTouch",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        var options = System.getProperty("benchmarks.jvm", "");
        if (!options.isBlank()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
