package io.openclaw.cron.jdbc.internal;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * The DAOs of a handle, each attached once: JDBI prepares all methods of a DAO every time, which takes longer than a short
 * transaction. Not thread-safe, as a handle is not.
 */
public final class Daos implements JdbiConfig<Daos> {
    private final Map<Class<?>, Object> attached = new HashMap<>();

    /** Made by JDBI, for each handle. */
    public Daos() {}

    /** The DAO of this type on a handle. */
    public static <D> D of(Handle handle, Class<D> type) {
        var attached = handle.getConfig(Daos.class).attached;
        var present = attached.get(type);
        if (present == null) {
            present = handle.attach(type);
            attached.put(type, present);
        }
        return type.cast(present);
    }

    /** {@inheritDoc} An empty one: DAOs belong to one handle, and each method of theirs has a configuration of its own. */
    @Override
    public Daos createCopy() {
        return new Daos();
    }
}
