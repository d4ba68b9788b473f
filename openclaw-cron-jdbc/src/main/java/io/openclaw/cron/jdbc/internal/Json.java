package io.openclaw.cron.jdbc.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.openclaw.cron.error.CronStoreException;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLDataException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters and results as text. What is read equals what was written, but for the Java class of a number. */
final class Json {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper MAPPER =
            new ObjectMapper().registerModule(new SimpleModule().addDeserializer(Object.class, new ExactNumbers()));

    private Json() {}

    static String write(Map<String, ?> object) {
        var unread = object instanceof StoredJson stored ? stored.text() : null;
        if (unread != null) {
            return unread;
        }
        if (object.isEmpty()) {
            return "{}";
        }
        try {
            return requireUnicode(MAPPER.writeValueAsString(object));
        } catch (JsonProcessingException unwritable) {
            throw new CronStoreException("The store could not write parameters or a result as JSON", unwritable);
        }
    }

    static @Nullable String writeOrNull(@Nullable Map<String, ?> object) {
        return object == null ? null : write(object);
    }

    /** An object of the database's; what is wrong with it shows when somebody looks into it. */
    static Map<String, Object> read(String text) {
        return text.equals("{}") ? Map.of() : new StoredJson(text);
    }

    /** An object that is looked into in any case. */
    static Map<String, Object> parse(String text) {
        try {
            return Collections.unmodifiableMap(MAPPER.readValue(text, OBJECT));
        } catch (JsonProcessingException unreadable) {
            throw new CronStoreException("The store holds JSON that cannot be read", unreadable);
        }
    }

    static @Nullable Map<String, Object> readOrNull(@Nullable String text) {
        return text == null ? null : read(text);
    }

    /** Half of a surrogate pair is no character: the database would get a question mark, and nobody would hear of it. */
    private static String requireUnicode(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSurrogatePair(text.charAt(at), at + 1 < text.length() ? text.charAt(at + 1) : ' ')) {
                    throw new CronStoreException(
                            "The store cannot keep half of a surrogate pair",
                            new SQLDataException("No valid Unicode", DatabaseError.NOT_UNICODE));
                }
                at++;
            }
        }
        return text;
    }

    /** A fraction is a double where that holds all of its digits. */
    private static final class ExactNumbers extends UntypedObjectDeserializer {
        private static final long serialVersionUID = 1L;

        ExactNumbers() {
            super((JavaType) null, (JavaType) null);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
                return super.deserialize(parser, context);
            }
            var exact = parser.getDecimalValue();
            var near = exact.doubleValue();
            return Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(exact) == 0
                    ? (Object) near
                    : exact;
        }
    }
}
