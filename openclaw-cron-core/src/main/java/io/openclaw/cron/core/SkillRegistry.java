package io.openclaw.cron.core;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.error.InvalidConfigurationException;
import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each skill by its name, and knows which there are: the {@link SkillExecutor} for a host with more than one skill.
 *
 * <p>Skills can be added and taken away at any time, while jobs run too; a run under way is not affected. A job whose
 * skill is gone waits for a node that knows it. Thread-safe.
 *
 * <pre>{@code
 * var skills = new SkillRegistry().register("report", reportSkill);
 * skills.discover();
 * }</pre>
 */
public final class SkillRegistry implements SkillExecutor {
    private static final Logger log = LoggerFactory.getLogger(SkillRegistry.class);
    private static final int MAX_NAME = 255;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final int NAMES_IN_MESSAGE = 10;

    private final ConcurrentMap<String, Entry> skills = new ConcurrentHashMap<>();

    /** Creates a registry that knows no skill. */
    public SkillRegistry() {}

    /**
     * Adds a skill.
     *
     * @param name its name, 1 to 255 characters
     * @param skill runs it
     * @return this registry
     * @throws InvalidConfigurationException if the name cannot be used, or is taken; it names both classes then
     */
    public SkillRegistry register(String name, SkillExecutor skill) {
        add(requireNonNull(name, "name is null"), new Entry(skill, skill.getClass()));
        return this;
    }

    /**
     * Adds a skill under its own name.
     *
     * @param skill the skill
     * @return this registry
     * @throws InvalidConfigurationException if its name cannot be used, or is taken; it names both classes then
     */
    public SkillRegistry register(Skill skill) {
        add(skill.name(), new Entry(skill::execute, skill.getClass()));
        return this;
    }

    /**
     * Takes a skill away. What runs goes on.
     *
     * @param name its name
     * @return whether there was such a skill
     */
    public boolean unregister(String name) {
        return skills.remove(name) != null;
    }

    /**
     * Adds the skills that the thread's context class loader finds.
     *
     * @return the names of the skills that were added
     * @see #discover(ClassLoader)
     */
    public Set<String> discover() {
        var context = Thread.currentThread().getContextClassLoader();
        return discover(context == null ? SkillRegistry.class.getClassLoader() : context);
    }

    /**
     * Adds the skills that a class loader finds through {@link ServiceLoader}, such as those of a plug-in's jar.
     *
     * <p>A skill that cannot be loaded, has no usable name, or has a name that is taken, is logged as an error with its class
     * and passed over: one broken plug-in does not keep the others out. A class that is registered already is passed over
     * silently, so this may be called again when plug-ins have been added.
     *
     * @param loader the class loader
     * @return the names of the skills that were added, to {@link #unregister} them with their plug-in
     */
    public Set<String> discover(ClassLoader loader) {
        var added = new LinkedHashSet<String>();
        var providers = ServiceLoader.load(Skill.class, loader).stream().iterator();
        var lastProblem = "";
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return added;
                }
                addNew(providers.next(), added);
            } catch (ServiceConfigurationError | LinkageError unusable) {
                // The iterator goes on behind what it could not load, unless the loader itself is broken.
                if (lastProblem.equals(String.valueOf(unusable.getMessage()))) {
                    return added;
                }
                lastProblem = String.valueOf(unusable.getMessage());
                log.error("A skill could not be loaded and is passed over: {}", lastProblem, unusable);
            }
        }
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws Exception {
        var entry = skills.get(request.skillName());
        if (entry == null) {
            throw SkillException.permanent(
                    "unknown_skill",
                    "No skill '" + request.skillName() + "' is registered on this node; registered are " + someNames());
        }
        return entry.skill().execute(request, context);
    }

    /** The names of the skills registered now; a copy. */
    @Override
    public Optional<Set<String>> skillNames() {
        return Optional.of(Set.copyOf(skills.keySet()));
    }

    private void addNew(ServiceLoader.Provider<Skill> provider, Set<String> added) {
        if (skills.values().stream().anyMatch(entry -> entry.implementation() == provider.type())) {
            return;
        }
        try {
            var skill = provider.get();
            add(skill.name(), new Entry(skill::execute, provider.type()));
            added.add(skill.name());
        } catch (RuntimeException | ServiceConfigurationError | LinkageError unusable) {
            log.error("Skill {} is passed over: {}", provider.type().getName(), unusable.getMessage(), unusable);
        }
    }

    private void add(String name, Entry entry) {
        requireUsable(name, entry);
        var present = skills.putIfAbsent(name, entry);
        if (present != null) {
            throw new InvalidConfigurationException(
                    "skill '" + name + "'",
                    "is registered by " + present.implementation().getName() + " already; "
                            + entry.implementation().getName() + " needs another name");
        }
    }

    private static void requireUsable(@Nullable String name, Entry entry) {
        if (name == null || !usable(name)) {
            var shown = name == null ? "null" : "'" + UNPRINTABLE.matcher(name).replaceAll("\uFFFD") + "'";
            throw new InvalidConfigurationException(
                    "the name of skill " + entry.implementation().getName(),
                    "is " + shown + "; allowed are 1 to " + MAX_NAME + " characters, not blank, no control characters");
        }
    }

    private static boolean usable(String name) {
        return !name.isBlank()
                && name.length() <= MAX_NAME
                && !UNPRINTABLE.matcher(name).find();
    }

    private String someNames() {
        return skills.isEmpty()
                ? "none"
                : skills.keySet().stream().sorted().limit(NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
    }

    private record Entry(SkillExecutor skill, Class<?> implementation) {}
}
