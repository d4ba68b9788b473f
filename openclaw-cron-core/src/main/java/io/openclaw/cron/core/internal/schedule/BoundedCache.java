package io.openclaw.cron.core.internal.schedule;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A cache of immutable values that forgets what has not been used for long.
 *
 * <p>Two generations: new and reused entries go to the young one; when that holds half of the limit it becomes the old
 * one, and what was in the old one and not reused is forgotten. Reads take no lock, and a hit in the young generation
 * writes nothing that is shared.
 */
final class BoundedCache<K, V> {
    private final int generationSize;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Generations<K, V> generations = new Generations<>(new ConcurrentHashMap<>(), Map.of());

    /**
     * Creates an empty cache.
     *
     * @param maxEntries the limit, at least 2
     */
    BoundedCache(int maxEntries) {
        this.generationSize = maxEntries / 2;
    }

    /**
     * The value of a key, computed if need be; twice if two threads ask for it at once, and by neither under a lock.
     */
    V get(K key, Function<? super K, ? extends V> compute) {
        var now = generations;
        var value = now.young().get(key);
        if (value != null) {
            return value;
        }
        var old = now.old().get(key);
        return keep(key, old != null ? old : compute.apply(key));
    }

    /** How many entries there are, those in both generations counted twice; never more than the limit. */
    int size() {
        var now = generations;
        return now.young().size() + now.old().size();
    }

    private V keep(K key, V value) {
        writing.lock();
        try {
            var now = generations;
            if (now.young().size() >= generationSize) {
                now = new Generations<>(new ConcurrentHashMap<>(), now.young());
                generations = now;
            }
            var winner = now.young().putIfAbsent(key, value);
            return winner == null ? value : winner;
        } finally {
            writing.unlock();
        }
    }

    private record Generations<K, V>(Map<K, V> young, Map<K, V> old) {}
}
