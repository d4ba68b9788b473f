package io.openclaw.cron.examples.quickstart;

import java.io.Console;

/** Whether a person watches. */
final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal on which a line can be drawn anew. */
    static boolean isInteractive() {
        return isTerminal(System.console()) && canRedraw(System.getenv("TERM"));
    }

    static boolean canRedraw(String term) {
        return term != null && !term.isBlank() && !"dumb".equals(term);
    }

    /** Up to Java 21 there is a console only on a terminal; from 22 on it has to be asked. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
