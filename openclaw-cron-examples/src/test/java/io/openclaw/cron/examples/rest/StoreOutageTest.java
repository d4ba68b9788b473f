package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.spi.CronStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What clients are told while the store is away. */
class StoreOutageTest {
    private final AtomicBoolean away = new AtomicBoolean();

    @Test
    void clientsAreToldToComeAgainAndNothingOfTheDatabase() {
        try (var host = TestHost.start(new StoreChoice("away at times", store(), UnaryOperator.identity(), () -> {}))) {
            var admin = host.as(Role.ADMIN, "acme", "ada");
            var job = admin.createJob("There");

            away.set(true);
            for (var answer : List.of(
                    admin.get(""),
                    admin.get("/" + job),
                    admin.put("/" + job, "{\"priority\":1}"),
                    admin.post("/" + job + "/run", ""),
                    admin.get("/analytics"))) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("store_unavailable");
                assertThat(answer.header("Retry-After")).isPresent();
                assertThat(answer.response().body()).doesNotContainIgnoringCase("select");
            }
            assertThat(admin.post("/validate", "{\"schedule\":\"@daily\"}").status())
                    .isEqualTo(200);

            away.set(false);
            assertThat(admin.get("/" + job).status()).isEqualTo(200);
        }
    }

    private CronStore store() {
        var store = new InMemoryCronStore();
        return (CronStore) Proxy.newProxyInstance(
                CronStore.class.getClassLoader(), new Class<?>[] {CronStore.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new CronStoreException("SELECT * FROM cron_jobs failed", null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
