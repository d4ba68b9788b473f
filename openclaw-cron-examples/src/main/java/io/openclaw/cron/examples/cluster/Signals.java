package io.openclaw.cron.examples.cluster;

import java.io.IOException;

/** Signals to processes, for which Java has no method of its own. Needs the command {@code kill}, as every Unix has it. */
final class Signals {
    private Signals() {}

    /** Sends one, and returns when it is sent. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        var exitCode = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("kill -" + signal + " " + pid + " has failed with exit code " + exitCode);
        }
    }
}
