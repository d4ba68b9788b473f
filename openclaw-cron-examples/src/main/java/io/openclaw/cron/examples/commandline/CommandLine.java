package io.openclaw.cron.examples.commandline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The options of one call: {@code --name value} pairs and {@code --name} switches. */
public final class CommandLine {
    private final Map<String, String> values;
    private final Set<String> switches;

    private CommandLine(Map<String, String> values, Set<String> switches) {
        this.values = values;
        this.switches = switches;
    }

    /**
     * Reads the options.
     *
     * @param args as {@code main} gets them
     * @param withValue the options that take a value
     * @param switchNames the options that take none
     * @throws UsageException if there is another option, one twice, or a value is missing
     */
    public static CommandLine parse(String[] args, Set<String> withValue, Set<String> switchNames) {
        var values = new HashMap<String, String>();
        var switches = new HashSet<String>();
        for (int at = 0; at < args.length; at++) {
            var name = args[at];
            if (switchNames.contains(name)) {
                switches.add(name);
            } else if (!withValue.contains(name)) {
                throw new UsageException("Unknown option '" + name + "'; there are " + listed(withValue, switchNames));
            } else if (++at == args.length) {
                throw new UsageException("Option " + name + " needs a value");
            } else if (values.put(name, args[at]) != null) {
                throw new UsageException("Option " + name + " is given twice");
            }
        }
        return new CommandLine(values, switches);
    }

    private static String listed(Set<String> withValue, Set<String> switchNames) {
        var all = new TreeSet<>(withValue);
        all.addAll(switchNames);
        return String.join(", ", all);
    }

    /** Whether a switch was given. */
    public boolean has(String name) {
        return switches.contains(name);
    }

    /** The text of an option; empty if it was not given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The number of an option, or its default.
     *
     * @throws UsageException if it is no whole number from least to most
     */
    public int number(String name, int byDefault, int least, int most) {
        var text = values.get(name);
        if (text == null) {
            return byDefault;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new UsageException(
                "Option " + name + " is '" + text + "'; allowed are whole numbers from " + least + " to " + most);
    }
}
