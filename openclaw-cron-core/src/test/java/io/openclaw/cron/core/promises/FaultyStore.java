package io.openclaw.cron.core.promises;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.CronStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A real store behind a bad line: calls can fail before they reach it or after it has done what was asked, once or for as long
 * as the line is cut.
 */
final class FaultyStore implements InvocationHandler {
    private final CronStore real;
    private final boolean shared;
    private final Map<String, AtomicInteger> failBefore = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failAfter = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Object[]>> observers = new ConcurrentHashMap<>();
    private final Map<String, Boolean> cutAfter = new ConcurrentHashMap<>();
    private volatile boolean cut;

    FaultyStore(CronStore real, boolean shared) {
        this.real = real;
        this.shared = shared;
    }

    /** The store as an engine sees it. */
    CronStore store() {
        return (CronStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CronStore.class}, this);
    }

    /** The next calls of a method fail without having done anything. */
    void failBefore(String method, int times) {
        failBefore.put(method, new AtomicInteger(times));
    }

    /** The next calls of a method do what was asked, and fail. */
    void failAfter(String method, int times) {
        failAfter.put(method, new AtomicInteger(times));
    }

    /** Every call fails from now on: the process is as good as dead. */
    void cut() {
        cut = true;
    }

    /** Every call fails from now on, beginning with the next one of a method, before or after it was done. */
    void cutAt(String method, boolean afterwards) {
        cutAfter.put(method, afterwards);
    }

    void heal() {
        cut = false;
    }

    /** Looks at the arguments of each call of a method before it goes on. */
    void onCall(String method, Consumer<Object[]> observer) {
        observers.put(method, observer);
    }

    int calls(String method) {
        return calls.getOrDefault(method, new AtomicInteger()).get();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        var name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        if (name.equals("shared")) {
            return shared;
        }
        calls.computeIfAbsent(name, unused -> new AtomicInteger()).incrementAndGet();
        observers.getOrDefault(name, unused -> {}).accept(arguments);
        var cutting = cutAfter.remove(name);
        cut |= Boolean.FALSE.equals(cutting);
        if (cut || take(failBefore, name)) {
            throw new CronStoreException("The line is cut before " + name, null);
        }
        Object answer;
        try {
            answer = method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
        cut |= Boolean.TRUE.equals(cutting);
        if (cut || take(failAfter, name)) {
            throw new CronStoreException("The line is cut after " + name, null);
        }
        return answer;
    }

    private static boolean take(Map<String, AtomicInteger> left, String name) {
        var count = left.get(name);
        return count != null && count.getAndDecrement() > 0;
    }
}
