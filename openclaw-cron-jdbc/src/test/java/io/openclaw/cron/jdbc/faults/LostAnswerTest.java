package io.openclaw.cron.jdbc.faults;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.faults.Fault.Reached;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.CronStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database commits, and nobody hears of it: what was claimed or recorded then is neither lost nor done twice. */
class LostAnswerTest {
    private static final int LOST = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, claim, ALL",
        "POSTGRESQL, claim, LATE",
        "POSTGRESQL, record, ALL",
        "POSTGRESQL, record, LATE",
        "H2_MEMORY, claim, ALL",
        "H2_MEMORY, record, ALL"
    })
    void aCommitWhoseAnswerIsLostIsFoundOut(TestProduct product, String call, Reached reached) {
        try (var database = product.open()) {
            var line = new FaultyLine(database.dataSource());
            var left = new AtomicInteger();
            var store = losing(new JdbcCronStore(line.dataSource(), database.schema()), line, call, reached, left);
            var patient = Load.settings("lost-" + product + call + reached)
                    .selfFenceAfter(Duration.ofSeconds(20))
                    .deadAfter(Duration.ofSeconds(30))
                    .misfireThreshold(Duration.ofSeconds(30))
                    .build();
            try (var load = new Load(database, store, patient).start(everySecond())) {
                left.set(LOST);
                eventually().until(() -> left.get() <= 0);
                load.comeToRest(LIMIT);
                new Books(load).check(false);
            }
        }
    }

    private static List<CreateCronJobRequest> everySecond() {
        return List.of(
                CreateCronJobRequest.builder(Load.ORG, "ann", "skip", "* * * * * *", "quick")
                        .build(),
                CreateCronJobRequest.builder(Load.ORG, "ann", "queue", "* * * * * *", "slow")
                        .overlapPolicy(OverlapPolicy.QUEUE)
                        .build(),
                CreateCronJobRequest.builder(Load.ORG, "ann", "allow", "* * * * * *", "flaky")
                        .overlapPolicy(OverlapPolicy.ALLOW)
                        .build());
    }

    /** A store of which some calls are committed and not answered. */
    private static CronStore losing(
            CronStore store, FaultyLine line, String call, Reached reached, AtomicInteger left) {
        return (CronStore) Proxy.newProxyInstance(
                LostAnswerTest.class.getClassLoader(), new Class<?>[] {CronStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(call) && left.getAndDecrement() > 0) {
                        line.breakNext(Fault.Step.COMMIT, new Fault(reached, "08006"));
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
