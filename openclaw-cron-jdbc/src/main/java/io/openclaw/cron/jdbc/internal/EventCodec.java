package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.event.CronEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events as text and back. Events are records of records and plain values, and each carries the name of its kind; so one way
 * serves all kinds, those of later releases too. What another release has added is left out, what it lacks is null or zero.
 */
final class EventCodec {
    private static final String KIND = "type";

    private final Map<String, Class<?>> kinds = Stream.of(CronEvent.class.getPermittedSubclasses())
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    /** The text of an event. */
    String write(CronEvent event) {
        var fields = fieldsOf((Record) event);
        fields.put(KIND, event.getClass().getSimpleName());
        return Json.write(fields);
    }

    /** The event of a text; empty if it is of a kind that this release does not know. */
    Optional<CronEvent> read(String text) {
        var fields = Json.parse(text);
        var kind = kinds.get(String.valueOf(fields.get(KIND)));
        return kind == null ? Optional.empty() : Optional.of((CronEvent) record(kind, fields));
    }

    private static Map<String, @Nullable Object> fieldsOf(Record record) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var component : record.getClass().getRecordComponents()) {
            fields.put(component.getName(), plain(valueOf(record, component)));
        }
        return fields;
    }

    private static @Nullable Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("The components of events are public", impossible);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Record record) {
            return fieldsOf(record);
        }
        if (value instanceof Instant || value instanceof Duration || value instanceof UUID) {
            return value.toString();
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    private static Object record(Class<?> type, Map<?, ?> fields) {
        var components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        for (var at = 0; at < components.length; at++) {
            values[at] = value(components[at].getType(), fields.get(components[at].getName()));
        }
        try {
            return constructor(type, components).newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException("No valid " + type.getSimpleName(), refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("The constructors of events are public", impossible);
        }
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components)
            throws NoSuchMethodException {
        return type.getConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    }

    private static @Nullable Object value(Class<?> type, @Nullable Object plain) {
        if (plain == null) {
            return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
        }
        if (type.isRecord()) {
            return record(type, (Map<?, ?>) plain);
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(plain))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No such " + type.getSimpleName()));
        }
        if (type == Instant.class) {
            return Instant.parse((String) plain);
        }
        if (type == Duration.class) {
            return Duration.parse((String) plain);
        }
        if (type == UUID.class) {
            return UUID.fromString((String) plain);
        }
        if (type == int.class) {
            return ((Number) plain).intValue();
        }
        return type == long.class ? (Object) ((Number) plain).longValue() : plain;
    }
}
