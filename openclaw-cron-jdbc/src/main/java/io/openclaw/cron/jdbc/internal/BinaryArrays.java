package io.openclaw.cron.jdbc.internal;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Binds arrays in the form in which PostgreSQL has them itself. As text each element is written, looked through for what has to be
 * quoted, and read again by the server, which takes longest for instants.
 */
final class BinaryArrays implements ArgumentFactory {
    private static final long SECONDS_UNTIL_2000 =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final ElementType<UUID> IDS = new ElementType<>(
            "uuid",
            2950,
            2951,
            id -> 2 * Long.BYTES,
            (bytes, id) -> bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
    private static final ElementType<Instant> INSTANTS = new ElementType<>(
            "timestamptz",
            1184,
            1185,
            instant -> Long.BYTES,
            (bytes, instant) -> bytes.putLong(microsSince2000(instant)));
    private static final ElementType<byte[]> TEXTS =
            new ElementType<>("varchar", 1043, 1015, text -> text.length, ByteBuffer::put);
    private static final ElementType<Boolean> FLAGS =
            new ElementType<>("bool", 16, 1000, flag -> Byte.BYTES, (bytes, flag) -> bytes.put((byte) (flag ? 1 : 0)));
    private static final ElementType<Integer> INTEGERS =
            new ElementType<>("int4", 23, 1007, integer -> Integer.BYTES, ByteBuffer::putInt);
    private static final ElementType<Long> NUMBERS =
            new ElementType<>("int8", 20, 1016, number -> Long.BYTES, ByteBuffer::putLong);
    private static final ElementType<Double> FRACTIONS =
            new ElementType<>("float8", 701, 1022, fraction -> Double.BYTES, ByteBuffer::putDouble);

    private final DriverArrays driver = new DriverArrays();

    /**
     * What the elements are.
     *
     * @param name what the database calls it
     * @param oid by what number it knows it, the same in all databases: {@code pg_type.dat} of its sources
     * @param arrayOid the number of the type of such arrays
     * @param length how many bytes an element takes
     * @param write appends an element to bytes
     */
    private record ElementType<T>(
            String name, int oid, int arrayOid, ToIntFunction<T> length, BiConsumer<ByteBuffer, T> write) {}

    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        if (value instanceof UUID[] ids) {
            return argument(IDS, ids, ids);
        }
        if (value instanceof Instant[] instants) {
            return argument(INSTANTS, instants, instants);
        }
        if (value instanceof String[] texts) {
            return argument(TEXTS, utf8(texts), texts);
        }
        if (value instanceof Boolean[] flags) {
            return argument(FLAGS, flags, flags);
        }
        if (value instanceof Integer[] integers) {
            return argument(INTEGERS, integers, integers);
        }
        if (value instanceof Long[] numbers) {
            return argument(NUMBERS, numbers, numbers);
        }
        if (value instanceof Double[] fractions) {
            return argument(FRACTIONS, fractions, fractions);
        }
        return Optional.empty();
    }

    /** Rounded, as the server rounds what it reads as text. */
    private static long microsSince2000(Instant instant) {
        var seconds = Math.subtractExact(instant.getEpochSecond(), SECONDS_UNTIL_2000);
        return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), (instant.getNano() + 500) / 1_000);
    }

    private static byte[] @Nullable [] utf8(@Nullable String[] texts) {
        var encoded = new byte[texts.length] @Nullable [];
        for (var i = 0; i < texts.length; i++) {
            var text = texts[i];
            encoded[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }
        return encoded;
    }

    private <T> Optional<Argument> argument(ElementType<T> type, @Nullable T[] elements, @Nullable Object[] plain) {
        return Optional.of((position, statement, context) -> {
            var connection = statement.getConnection();
            var array = driver.array(connection, type.arrayOid(), () -> encode(type, elements));
            // A driver that cannot be given bytes writes them its own way.
            statement.setArray(position, array == null ? connection.createArrayOf(type.name(), plain) : array);
        });
    }

    /** As the server's {@code array_recv} reads it: how many dimensions, whether there are nulls, of what; how many, from which on. */
    private static <T> byte[] encode(ElementType<T> type, @Nullable T[] elements) {
        var length = 3 * Integer.BYTES + (elements.length == 0 ? 0 : 2 * Integer.BYTES);
        var nulls = 0;
        for (var element : elements) {
            length += Integer.BYTES + (element == null ? 0 : type.length().applyAsInt(element));
            nulls += element == null ? 1 : 0;
        }
        var bytes = ByteBuffer.allocate(length);
        bytes.putInt(elements.length == 0 ? 0 : 1).putInt(nulls == 0 ? 0 : 1).putInt(type.oid());
        if (elements.length > 0) {
            bytes.putInt(elements.length).putInt(1);
        }
        for (var element : elements) {
            if (element == null) {
                bytes.putInt(-1);
            } else {
                bytes.putInt(type.length().applyAsInt(element));
                type.write().accept(bytes, element);
            }
        }
        return bytes.array();
    }
}
