package io.openclaw.cron.spi;

/**
 * One skill with its name, for a registry of skills.
 *
 * <p>A plug-in jar ships skills by naming their classes in {@code META-INF/services/io.openclaw.cron.spi.Skill} (or by
 * {@code provides} in its module descriptor); they are found through {@link java.util.ServiceLoader} and need a public
 * constructor without parameters.
 */
public interface Skill {
    /** Its name, 1 to 255 characters; always the same. */
    String name();

    /**
     * Runs one attempt, as {@link SkillExecutor#execute} does.
     *
     * @param request what to run
     * @param context this attempt
     * @return what to keep as the result
     * @throws Exception to fail
     */
    SkillResult execute(SkillRequest request, SkillContext context) throws Exception;
}
