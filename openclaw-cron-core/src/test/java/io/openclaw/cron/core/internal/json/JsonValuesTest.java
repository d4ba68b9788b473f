package io.openclaw.cron.core.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
    private static final int PLENTY = 1_000_000;
    private static final String GRIN = "\uD83D\uDE00";

    @Test
    void keepsEveryKindOfValueItsNullsAndItsOrder() throws NotJsonException {
        var value = new LinkedHashMap<String, Object>();
        value.put("zebra", "text");
        value.put("nothing", null);
        value.put("", List.of(1, 2L, (short) 3, (byte) 4));
        value.put("apple", Arrays.asList(1.5, 2.5f, null, true));
        value.put("big", Map.of("integer", BigInteger.TEN.pow(399), "decimal", new BigDecimal("1.10")));

        var copy = JsonValues.copyOf("params", value, PLENTY);

        assertThat(copy).isEqualTo(value);
        assertThat(copy.keySet()).containsExactly("zebra", "nothing", "", "apple", "big");
    }

    @Test
    void isNotTouchedByLaterChangesOfTheOriginal() throws NotJsonException {
        var inner = new ArrayList<Object>(List.of("a"));
        var value = new HashMap<String, Object>(Map.of("list", inner));

        var copy = JsonValues.copyOf("params", value, PLENTY);
        inner.add("b");
        value.put("more", 1);

        assertThat(copy).isEqualTo(Map.of("list", List.of("a")));
    }

    @Test
    void canBeChangedNowhereAtAnyDepth() throws NotJsonException {
        var nested = new HashMap<String, Object>(Map.of("list", new ArrayList<>(List.of(new HashMap<>()))));
        var copy = JsonValues.copyOf("params", nested, PLENTY);
        var list = (List<?>) copy.get("list");
        var map = (Map<?, ?>) list.get(0);

        assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void turnsAnyCollectionIntoAList() throws NotJsonException {
        var copy = JsonValues.copyOf("params", Map.of("set", new TreeSet<>(List.of("b", "a"))), PLENTY);

        assertThat(copy).isEqualTo(Map.of("set", List.of("a", "b")));
    }

    static List<Arguments> refusedValues() {
        return List.of(
                Arguments.of(new Date(0), "is a java.util.Date"),
                Arguments.of(DayOfWeek.MONDAY, "is a java.time.DayOfWeek"),
                Arguments.of(Optional.of("x"), "is a java.util.Optional"),
                Arguments.of(new int[] {1}, "is a int[]"),
                Arguments.of(new String[] {"x"}, "is a java.lang.String[]"),
                Arguments.of('c', "is a java.lang.Character"),
                Arguments.of(new StringBuilder("x"), "is a java.lang.StringBuilder"),
                Arguments.of(new AtomicInteger(1), "is a java.util.concurrent.atomic.AtomicInteger"),
                Arguments.of(new AtomicLong(1), "is a java.util.concurrent.atomic.AtomicLong"),
                Arguments.of(new LyingNumber(), "is a " + LyingNumber.class.getTypeName()),
                Arguments.of(Double.NaN, "is NaN; allowed are finite numbers"),
                Arguments.of(Float.NEGATIVE_INFINITY, "is -Infinity; allowed are finite numbers"),
                Arguments.of(Double.POSITIVE_INFINITY, "is Infinity; allowed are finite numbers"),
                Arguments.of(BigInteger.TEN.pow(500), "is a number with too many digits"),
                Arguments.of(new BigDecimal("1E+400"), "is a number with too many digits"),
                Arguments.of(new BigDecimal("1E+1000000000"), "is a number with too many digits"),
                Arguments.of(new BigDecimal("1E-401"), "is a number with too many digits"),
                Arguments.of("a\u0000b", "holds the character U+0000 at offset 1"),
                Arguments.of("a\uD83D", "holds half of a surrogate pair at offset 1"),
                Arguments.of("\uDE00\uD83D", "holds half of a surrogate pair at offset 0"),
                Arguments.of(Collections.singletonMap(null, 1), "has a key that is null; allowed are text keys"),
                Arguments.of(Map.of(1, 1), "has a key that is a java.lang.Integer; allowed are text keys"));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("refusedValues")
    void namesWhereAnUnfitValueIsAndWhatItIs(Object unfit, String reason) {
        var params = Map.of("items", List.of(1, 2, 3, Map.of("when", unfit)));

        var refused =
                catchThrowableOfType(NotJsonException.class, () -> JsonValues.copyOf("skillParams", params, PLENTY));

        assertThat(refused.path()).isEqualTo("skillParams.items[3].when");
        assertThat(refused.reason()).startsWith(reason).contains("allowed");
        assertThat(refused).hasMessage(refused.path() + " " + refused.reason());
    }

    @Test
    void takesTheLargestAndTheSmallestDouble() throws NotJsonException {
        var value = Map.of(
                "double", List.of(Double.MAX_VALUE, Double.MIN_VALUE),
                "decimal",
                        List.of(new BigDecimal(Double.MAX_VALUE), new BigDecimal("1E-400"), new BigDecimal("-9E+399")));

        assertThat(JsonValues.copyOf("params", value, PLENTY)).isEqualTo(value);
    }

    @Test
    void neverShowsTheValueItself() {
        var refused = catchThrowableOfType(
                NotJsonException.class,
                () -> JsonValues.copyOf("params", Map.of("password", new StringBuilder("hunter2")), PLENTY));

        assertThat(refused).hasMessageContaining("params.password").hasMessageNotContaining("hunter2");
    }

    static List<Arguments> hostileKeys() {
        return List.of(
                Arguments.of("a b", "params[\"a b\"]"),
                Arguments.of("line\nbreak", "params[\"line\uFFFDbreak\"]"),
                Arguments.of("\u202Eright", "params[\"\uFFFDright\"]"),
                Arguments.of("\u2028", "params[\"\uFFFD\"]"),
                Arguments.of("quo\"te", "params[\"quo\\\"te\"]"),
                Arguments.of("", "params[\"\"]"),
                Arguments.of("x".repeat(1_000), "params[\"" + "x".repeat(39) + "…]"));
    }

    @ParameterizedTest
    @MethodSource("hostileKeys")
    void showsAHostileKeyShortAndOnOneLine(String key, String path) {
        var refused = catchThrowableOfType(
                NotJsonException.class, () -> JsonValues.copyOf("params", Map.of(key, new Object()), PLENTY));

        assertThat(refused.path()).isEqualTo(path);
    }

    @Test
    void boundsTheLengthOfAPath() {
        Object value = new Object();
        for (var level = 0; level < 60; level++) {
            value = Map.of("x".repeat(40), value);
        }
        var deep = (Map<?, ?>) value;

        var refused = catchThrowableOfType(NotJsonException.class, () -> JsonValues.copyOf("params", deep, PLENTY));

        assertThat(refused.path()).hasSizeLessThan(260).endsWith("…");
    }

    @Test
    void refusesAMapThatContainsItself() {
        var value = new HashMap<String, Object>();
        value.put("list", new ArrayList<>(List.of(Map.of("me", value))));

        assertThatThrownBy(() -> JsonValues.copyOf("params", value, PLENTY))
                .isInstanceOf(NotJsonException.class)
                .hasMessageStartingWith("params.list[0].me contains itself");
    }

    @Test
    void takesTheSameListTwiceSideBySide() throws NotJsonException {
        var shared = new ArrayList<>(List.of(1));
        var value = Map.of("lists", List.of(shared, shared, List.of(shared)));

        assertThat(JsonValues.copyOf("params", value, PLENTY)).isEqualTo(value);
    }

    @Test
    void takesExactlyTheAllowedDepth() throws NotJsonException {
        var allowed = nested(JsonValues.MAX_DEPTH);

        assertThat(JsonValues.copyOf("params", allowed, PLENTY)).isEqualTo(allowed);
        assertThatThrownBy(() -> JsonValues.copyOf("params", nested(JsonValues.MAX_DEPTH + 1), PLENTY))
                .isInstanceOf(NotJsonException.class)
                .hasMessageContaining("nested too deeply; at most 64 levels are allowed");
    }

    @Test
    void stopsEarlyAtASmallGraphThatWouldBeHugeIfWrittenOut() {
        Object value = "x";
        for (var level = 0; level < 60; level++) {
            value = Arrays.asList(value, value);
        }
        var bomb = Map.of("bomb", value);

        assertThatThrownBy(() -> JsonValues.copyOf("params", bomb, 65_536))
                .isInstanceOf(NotJsonException.class)
                .hasMessage("params is larger than 65536 bytes as JSON, which is the most that is allowed");
    }

    @Test
    void stopsEarlyAtACollectionThatNeverEnds() {
        var endless = new AbstractCollection<Object>() {
            @Override
            public Iterator<Object> iterator() {
                return Stream.generate(() -> (Object) 1).iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThatThrownBy(() -> JsonValues.copyOf("params", Map.of("endless", endless), 65_536))
                .isInstanceOf(NotJsonException.class)
                .hasMessageContaining("larger than 65536 bytes");
    }

    static List<Map<String, Object>> valuesOfManySizes() {
        var withNull = new HashMap<String, Object>();
        withNull.put("none", null);
        return List.of(
                Map.of(),
                withNull,
                Map.of("a", List.of()),
                Map.of("a", List.of(1, -2, 3.25, true, false)),
                Map.of("a", Map.of("b", "c"), "d", Map.of()),
                Map.of("quote\"", "back\\slash \b\f\n\r\t \u0001\u001F \u007F"),
                Map.of("é", "ß€", "smile", GRIN + GRIN, "sep", "\u2028"),
                Map.of("n", new BigDecimal("-1.50E+10"), "i", BigInteger.TEN.pow(100)));
    }

    @ParameterizedTest
    @MethodSource("valuesOfManySizes")
    void countsTheBytesOfTheTextExactly(Map<String, Object> value) throws NotJsonException {
        var bytes = JsonValues.textOf(value).getBytes(UTF_8).length;

        assertThat(JsonValues.copyOf("params", value, bytes)).isEqualTo(value);
        assertThatThrownBy(() -> JsonValues.copyOf("params", value, bytes - 1))
                .isInstanceOf(NotJsonException.class)
                .hasMessageStartingWith("params is larger than " + (bytes - 1) + " bytes");
    }

    @Test
    void writesCompactJson() {
        var value = new LinkedHashMap<String, Object>();
        value.put("text", "say \"hi\"\n\u0007 é" + GRIN);
        value.put("list", Arrays.asList(1, 2.5, true, null, List.of(), Map.of()));
        value.put("decimal", new BigDecimal("1.10"));

        assertThat(JsonValues.textOf(value))
                .isEqualTo("{\"text\":\"say \\\"hi\\\"\\n\\u0007 é" + GRIN
                        + "\",\"list\":[1,2.5,true,null,[],{}],\"decimal\":1.10}");
    }

    @Test
    void writesAValueWithoutAMapAroundIt() {
        assertThat(JsonValues.textOf("x")).isEqualTo("\"x\"");
        assertThat(JsonValues.textOf(null)).isEqualTo("null");
        assertThat(JsonValues.textOf(List.of(1))).isEqualTo("[1]");
    }

    @Test
    void previewsTheWholeTextIfItIsShort() {
        assertThat(JsonValues.previewOf(Map.of("a", 1), 7)).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6})
    void cutsALongPreviewAndSaysSo(int length) {
        assertThat(JsonValues.previewOf(Map.of("a", 1), length)).isEqualTo("{\"a\":1}".substring(0, length) + "…");
    }

    @Test
    void cutsAPreviewBetweenCharactersAndNotInsideOne() {
        assertThat(JsonValues.previewOf(GRIN + GRIN, 2)).isEqualTo("\"…");
        assertThat(JsonValues.previewOf(GRIN + GRIN, 3)).isEqualTo("\"" + GRIN + "…");
    }

    @Test
    void previewsAHugeValueWithoutWritingAllOfIt() {
        var huge = Collections.nCopies(Integer.MAX_VALUE, Collections.nCopies(Integer.MAX_VALUE, "x"));

        assertThat(JsonValues.previewOf(Map.of("huge", huge), 20)).hasSize(21).startsWith("{\"huge\":[[\"x\",\"x\"");
    }

    @Test
    void keepsTheLastOfTwoEqualKeysOfAMapThatHasThem() throws NotJsonException {
        var twins = new IdentityHashMap<String, Object>();
        twins.put(new String("a"), 1);
        twins.put(new String("a"), 1);

        assertThat(JsonValues.copyOf("params", twins, PLENTY)).isEqualTo(Map.of("a", 1));
    }

    private static Map<String, Object> nested(int depth) {
        var value = Map.<String, Object>of();
        for (var level = 1; level < depth; level++) {
            value = Map.of("a", value);
        }
        return value;
    }

    /** A number that answers what it likes. */
    private static final class LyingNumber extends BigDecimal {
        private static final long serialVersionUID = 1L;

        LyingNumber() {
            super(1);
        }

        @Override
        public String toString() {
            return "]}; drop table";
        }
    }
}
