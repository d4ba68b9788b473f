package io.openclaw.cron.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.spi.Skill;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarTest {
    private static final String PLUGIN_PACKAGE = WordCountSkill.class.getPackageName() + ".";
    private static final String SERVICE_FILE = "META-INF/services/" + Skill.class.getName();

    @TempDir
    Path folder;

    @Test
    void aSkillOnTheClassPathIsDiscoveredAndRun() throws Exception {
        var skills = new SkillRegistry();

        assertThat(skills.discover()).containsExactly("word-count");

        assertThat(runWordCount(skills).result()).containsEntry("words", 4L);
    }

    @Test
    void aSkillInAJarIsDiscoveredThroughItsLoaderAndRun() throws Exception {
        var host = new HostWithoutThePlugin(getClass().getClassLoader());
        var skills = new SkillRegistry();
        assertThat(skills.discover(host)).as("skills of the host alone").isEmpty();

        try (var plugin = new URLClassLoader(new URL[] {buildJar().toUri().toURL()}, host)) {
            assertThat(ServiceLoader.load(Skill.class, plugin))
                    .singleElement()
                    .satisfies(skill ->
                            assertThat(skill.getClass().getClassLoader()).isSameAs(plugin));

            assertThat(skills.discover(plugin)).containsExactly("word-count");
            var execution = runWordCount(skills);

            assertThat(execution.status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(execution.result()).containsEntry("words", 4L).containsEntry("lines", 1L);
        }
    }

    private static CronExecution runWordCount(SkillRegistry skills) throws Exception {
        try (var cron = OpenClawCron.builder().skillExecutor(skills).build()) {
            cron.start();
            var job = cron.manager()
                    .createCronJob(CreateCronJobRequest.builder("acme", "ada", "Count", "0 9 * * *", "word-count")
                            .skillParams(Map.of("text", "as many as four"))
                            .build());
            return cron.executor()
                    .executeJob(job.jobId(), new Caller("acme", "ada"))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** What a plug-in's own build would make: its classes, and the file that names the skill. */
    private Path buildJar() throws IOException {
        var jar = folder.resolve("word-count-plugin.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, SERVICE_FILE);
            add(out, WordCountSkill.class.getName().replace('.', '/') + ".class");
            for (var nested : WordCountSkill.class.getDeclaredClasses()) {
                add(out, nested.getName().replace('.', '/') + ".class");
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name) throws IOException {
        out.putNextEntry(new JarEntry(name));
        try (var in = WordCountSkill.class.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(out);
        }
        out.closeEntry();
    }

    /** This class path less the plug-in, so that nothing but the jar can be what has it. */
    private static final class HostWithoutThePlugin extends ClassLoader {
        HostWithoutThePlugin(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(PLUGIN_PACKAGE)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            return name.equals(SERVICE_FILE) ? null : super.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICE_FILE) ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }
}
