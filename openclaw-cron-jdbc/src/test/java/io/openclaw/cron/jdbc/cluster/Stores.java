package io.openclaw.cron.jdbc.cluster;

import io.openclaw.cron.spi.CronStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Real stores, but for what a test does to one of their methods, or wants to know of them. */
final class Stores {
    private Stores() {}

    /** One that hears nothing of other nodes. */
    static CronStore deaf(CronStore store) {
        return with(store, (method, arguments, call) -> method.equals("signals") ? Optional.empty() : call.make());
    }

    /** One whose calls are told, by name and arguments, when they have succeeded. */
    static CronStore observed(CronStore store, BiConsumer<String, Object[]> observer) {
        return with(store, (method, arguments, call) -> {
            var answer = call.make();
            observer.accept(method, arguments);
            return answer;
        });
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws Throwable;
    }

    @FunctionalInterface
    private interface Around {
        Object make(String method, Object[] arguments, Call call) throws Throwable;
    }

    private static CronStore with(CronStore store, Around around) {
        return (CronStore) Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {CronStore.class}, (proxy, method, given) -> {
                    var arguments = given == null ? new Object[0] : given;
                    return around.make(method.getName(), arguments, () -> {
                        try {
                            return method.invoke(store, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
                });
    }
}
