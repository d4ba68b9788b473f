package io.openclaw.cron.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openclaw.cron.error.InvalidConfigurationException;
import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkillRegistryTest {
    private static final SkillExecutor ANY = (request, context) -> SkillResult.empty();

    private final SkillRegistry registry = new SkillRegistry();

    @TempDir
    private Path plugin;

    @Test
    void runsTheSkillOfThatName() throws Exception {
        registry.register("a", answering("from a")).register("b", answering("from b"));

        assertThat(run("b").output()).isEqualTo(Map.of("answer", "from b"));
        assertThat(run("a").output()).isEqualTo(Map.of("answer", "from a"));
    }

    @Test
    void handsRequestAndContextToTheSkillAndItsExceptionToTheCaller() {
        var request = request("a");
        var context = new NoContext();
        var failure = new IOException("the skill's own");
        registry.register("a", (seenRequest, seenContext) -> {
            assertThat(seenRequest).isSameAs(request);
            assertThat(seenContext).isSameAs(context);
            throw failure;
        });

        assertThatThrownBy(() -> registry.execute(request, context)).isSameAs(failure);
    }

    @Test
    void failsForGoodWhenTheSkillIsUnknown() {
        registry.register("report", ANY);

        var refused = catchThrowableOfType(SkillException.class, () -> run("rapport"));

        assertThat(refused.code()).isEqualTo("unknown_skill");
        assertThat(refused.retryable()).isFalse();
        assertThat(refused).hasMessage("No skill 'rapport' is registered on this node; registered are report");
    }

    @Test
    void saysThatNothingIsRegisteredWhenNothingIs() {
        assertThatThrownBy(() -> run("any")).hasMessageEndingWith("registered are none");
        assertThat(registry.skillNames()).contains(Set.of());
    }

    @Test
    void refusesANameThatIsTakenAndNamesBothClasses() throws Exception {
        registry.register(new Hello());

        assertThatThrownBy(() -> registry.register(new OtherHello()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("skill 'hello' is registered by " + Hello.class.getName() + " already")
                .hasMessageContaining(OtherHello.class.getName() + " needs another name");
        assertThat(run("hello").output()).isEqualTo(Map.of("said", "hello"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a\nb", "\u0000", "half\uD83D"})
    void refusesANameThatNoJobCouldHave(String name) {
        assertThatThrownBy(() -> registry.register(new Named(name)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(Named.class.getName())
                .hasMessageContaining("allowed are 1 to 255 characters")
                .hasMessageNotContaining("\n");
        assertThat(registry.skillNames()).contains(Set.of());
    }

    @Test
    void takesANameOf255CharactersAndNotOfMore() {
        registry.register("x".repeat(255), ANY);

        assertThatThrownBy(() -> registry.register("x".repeat(256), ANY))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void givesNamesAsTheyWereWhenAsked() {
        registry.register("a", ANY);
        var before = registry.skillNames().orElseThrow();
        registry.register("b", ANY);

        assertThat(before).containsExactly("a");
        assertThat(registry.skillNames().orElseThrow()).containsExactlyInAnyOrder("a", "b");
        assertThatThrownBy(() -> before.add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void forgetsASkillThatIsTakenAwayAndTakesAnotherOfItsName() throws Exception {
        registry.register("a", answering("old"));

        assertThat(registry.unregister("a")).isTrue();
        assertThat(registry.unregister("a")).isFalse();
        assertThatThrownBy(() -> run("a")).isInstanceOf(SkillException.class);
        registry.register("a", answering("new"));
        assertThat(run("a").output()).isEqualTo(Map.of("answer", "new"));
    }

    @Test
    void findsTheSkillsOfAPlugin() throws Exception {
        try (var loader = pluginWith(Hello.class.getName(), Bye.class.getName())) {
            assertThat(registry.discover(loader)).containsExactly("hello", "bye");
        }

        assertThat(run("hello").output()).isEqualTo(Map.of("said", "hello"));
        assertThat(run("bye").output()).isEqualTo(Map.of("said", "bye"));
    }

    @Test
    void passesOverWhatIsBrokenAndKeepsTheRest() throws Exception {
        try (var loader = pluginWith(
                "no.such.Skill",
                ThrowingConstructor.class.getName(),
                String.class.getName(),
                ThrowingName.class.getName(),
                NullName.class.getName(),
                OtherHello.class.getName(),
                FailingStaticInitializer.class.getName(),
                NoPublicConstructor.class.getName(),
                Bye.class.getName())) {
            registry.register(new Hello());

            assertThat(registry.discover(loader)).containsExactly("bye");
        }

        assertThat(registry.skillNames().orElseThrow()).containsExactlyInAnyOrder("hello", "bye");
        assertThat(run("hello").output()).isEqualTo(Map.of("said", "hello"));
    }

    @Test
    void findsOnlyWhatIsNewTheSecondTime() throws Exception {
        try (var loader = pluginWith(Hello.class.getName())) {
            assertThat(registry.discover(loader)).containsExactly("hello");
            assertThat(registry.discover(loader)).isEmpty();
            registry.unregister("hello");
            assertThat(registry.discover(loader)).containsExactly("hello");
        }
    }

    @Test
    void endsWhenTheClassLoaderCanNotBeRead() {
        var unreadable = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk on fire");
            }
        };

        assertThat(registry.discover(unreadable)).isEmpty();
    }

    @Test
    void looksAtTheContextClassLoaderIfNoneIsGiven() throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        try (var loader = pluginWith(Hello.class.getName())) {
            thread.setContextClassLoader(loader);
            assertThat(registry.discover()).containsExactly("hello");
            thread.setContextClassLoader(null);
            assertThat(registry.discover()).isEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void letsOneOfManyThreadsHaveAName() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        var together = new CyclicBarrier(8);
        try {
            var registered = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> {
                        together.await();
                        try {
                            registry.register("wanted", answering("thread " + thread));
                            return true;
                        } catch (InvalidConfigurationException taken) {
                            return false;
                        }
                    }))
                    .toList();

            assertThat(registered).extracting(Future::get).containsOnlyOnce(true);
        } finally {
            threads.shutdown();
        }
    }

    private SkillResult run(String skill) throws Exception {
        return registry.execute(request(skill), new NoContext());
    }

    private static SkillRequest request(String skill) {
        return new SkillRequest(skill, Map.of(), new UUID(0, 1), "job", "org", "user");
    }

    private static SkillExecutor answering(String answer) {
        return (request, context) -> SkillResult.of(Map.of("answer", answer));
    }

    private URLClassLoader pluginWith(String... lines) {
        try {
            var services = Files.createDirectories(plugin.resolve("META-INF/services"));
            Files.write(services.resolve(Skill.class.getName()), List.of(lines));
            return new URLClassLoader(
                    new URL[] {plugin.toUri().toURL()}, getClass().getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says its name. */
    public static class Hello implements Skill {
        @Override
        public String name() {
            return "hello";
        }

        @Override
        public SkillResult execute(SkillRequest request, SkillContext context) {
            return SkillResult.of(Map.of("said", name()));
        }
    }

    /** Wants the same name. */
    public static final class OtherHello extends Hello {
        @Override
        public SkillResult execute(SkillRequest request, SkillContext context) {
            return SkillResult.of(Map.of("said", "hello from another"));
        }
    }

    /** Has another name. */
    public static final class Bye extends Hello {
        @Override
        public String name() {
            return "bye";
        }
    }

    /** Has any name. */
    public static class Named extends Hello {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }
    }

    /** Has none. */
    public static final class NullName extends Named {
        /** As the service loader wants it. */
        public NullName() {
            super(null);
        }
    }

    /** Cannot be made. */
    public static final class ThrowingConstructor extends Hello {
        /** As the service loader wants it. */
        public ThrowingConstructor() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Cannot be loaded. */
    public static final class FailingStaticInitializer extends Hello {
        private static final int BROKEN = Integer.parseInt("x");

        @Override
        public String name() {
            return "static " + BROKEN;
        }
    }

    /** Cannot be asked. */
    public static final class ThrowingName extends Hello {
        @Override
        public String name() {
            throw new UnsupportedOperationException("later");
        }
    }

    /** Cannot be made from outside. */
    public static final class NoPublicConstructor extends Hello {
        private NoPublicConstructor() {}
    }

    private static final class NoContext implements SkillContext {
        @Override
        public UUID executionId() {
            return new UUID(0, 2);
        }

        @Override
        public long fence() {
            return 1;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public Instant scheduledTime() {
            return null;
        }

        @Override
        public Instant deadline() {
            return Instant.EPOCH;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void progress(String stage, int percent, String message) {}

        @Override
        public void usage(long tokens, long costCents) {}
    }
}
