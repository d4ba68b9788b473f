package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.programs.JavaCommand;
import io.openclaw.cron.benchmarks.programs.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process of one run. */
final class RunProcess {
    /** A history of millions takes its time. */
    private static final long PATIENCE_MINUTES = 45;

    private RunProcess() {}

    /** What it measured; nothing if it failed. */
    static Map<String, Double> figures(String heap, List<String> arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(JavaCommand.of(Run.class, heap, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-run"));
        CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        var figures = new TreeMap<String, Double>();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().filter(line -> line.startsWith(Run.PREFIX)).forEach(line -> {
                var equals = line.indexOf('=');
                figures.put(line.substring(Run.PREFIX.length(), equals), Double.valueOf(line.substring(equals + 1)));
            });
        }
        process.waitFor();
        return figures;
    }
}
