package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.openclaw.cron.CronField;
import io.openclaw.cron.CronFieldError;
import io.openclaw.cron.error.InvalidCronExpressionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronGrammarTest {

    @Test
    void allErrorsAreReportedInTheOrderOfTheText() {
        assertThat(errors(" 61\t*/0 1-32,L-31 JUNO 5#6,,8 "))
                .extracting(CronFieldError::field, CronFieldError::position, CronFieldError::text)
                .containsExactly(
                        tuple(CronField.MINUTE, 1, "61"),
                        tuple(CronField.HOUR, 6, "0"),
                        tuple(CronField.DAY_OF_MONTH, 10, "32"),
                        tuple(CronField.DAY_OF_MONTH, 15, "31"),
                        tuple(CronField.MONTH, 18, "JUNO"),
                        tuple(CronField.DAY_OF_WEEK, 25, "6"),
                        tuple(CronField.DAY_OF_WEEK, 26, ","),
                        tuple(CronField.DAY_OF_WEEK, 28, "8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * *      | 0  | minute, position 0 ('60'): out of range; allowed are 0 to 59",
                "* * * * */8     | 10 | day of week, position 10 ('8'): the step must be a number from 1 to 7",
                "* * L-31 * *    | 6  | day of month, position 6 ('31'): the number of days after 'L-' must be a number from 1 to 30",
                "* * W * *       | 4  | day of month, position 4 ('W'): W needs its day in front, such as 15W",
                "* * * * L       | 8  | day of week, position 8 ('L'): L needs its weekday in front, such as FRIL or 5L",
                "1-5/ * * * *    | 3  | minute, position 3 ('/'): the step is missing; it must be a number from 1 to 59",
                "/5 * * * *      | 0  | minute, position 0 ('/5'): a step needs something in front, such as */2",
                "* * * * FRI-MON | 8  | day of week, position 8 ('FRI-MON'): the range runs backwards; write it as two, one that ends with 7 and one that starts with 0",
                "* * ?,1 * *     | 4  | day of month, position 4 ('?'): '?' must be the whole field",
                "* * * 5- *      | 7  | month, position 7 ('-'): the end of the range is missing; allowed are 1 to 12 or JAN to DEC",
                "* * * * @weekly | 8  | day of week, position 8 ('@weekly'): a macro stands alone, without fields beside it",
            })
    void anErrorSaysWhereWhatAndWhatIsAllowed(String expression, int position, String message) {
        assertThat(errors(expression)).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo(message);
            assertThat(error.position()).isEqualTo(position);
        });
    }

    @Test
    void theMessagesAreThoseOfTheDocs() {
        assertThat(errors("61 */0 * * FRI-MON"))
                .extracting(CronFieldError::message)
                .containsExactly(
                        "minute, position 0 ('61'): out of range; allowed are 0 to 59",
                        "hour, position 5 ('0'): the step must be a number from 1 to 23",
                        "day of week, position 11 ('FRI-MON'): the range runs backwards; write it as two,"
                                + " one that ends with 7 and one that starts with 0");
    }

    @Test
    void aWrongNumberOfFieldsIsOneErrorOfTheWholeExpression() {
        assertThat(errors("* * * *")).singleElement().satisfies(error -> {
            assertThat(error.field()).isNull();
            assertThat(error.reason()).startsWith("4 fields found; an expression has 5 fields (minute, hour,");
        });
        assertThat(errors("0 0 1 1 * * 2026 * ")).singleElement().satisfies(error -> {
            assertThat(error.position()).isEqualTo(12);
            assertThat(error.text()).isEqualTo("2026 *");
            assertThat(error.reason()).startsWith("8 fields found;");
        });
    }

    @Test
    void aBlankThatIsNoneIsNamedAsTheCauseOfMissingFields() {
        assertThat(errors("* * *\u00a0* *"))
                .extracting(CronFieldError::position, CronFieldError::text)
                .containsExactly(tuple(0, "* * *\\u00a0* *"), tuple(5, "\\u00a0* *"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@daily", " @Daily ", "@DAILY\t"})
    void macrosAreTakenInAnyCaseAndAlone(String macro) {
        var text = new CronGrammar(macro).read();
        assertThat(text.expression()).isEqualToIgnoringCase("@daily");
        assertThat(text.field(FieldRules.HOUR).text()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "mon-FRI, 1-5",
        "SUN, 0",
        "FRI-SUN, 5-7",
        "SUN-SUN, 0-7",
        "sun-Tue/2, 0-2/2",
        "fril, 5L",
        "Mon#2, 1#2",
        "07, 7",
        "?, *",
        "5/02, 5/2",
    })
    void anItemHasOneSpelling(String given, String canonical) {
        var text = new CronGrammar("* * * * " + given).read();
        assertThat(text.field(FieldRules.DAY_OF_WEEK).items()).containsExactly(canonical);
        assertThat(text.field(FieldRules.DAY_OF_WEEK).text()).isEqualTo(given);
    }

    @Test
    void theWorkIsBoundedByTheLengthWhateverTheInput() {
        for (var hostile : hostileInputs()) {
            var grammar = new CronGrammar(hostile);
            try {
                grammar.read();
            } catch (InvalidCronExpressionException e) {
                assertThat(e.errors()).hasSizeBetween(1, ErrorList.MAX_ERRORS);
                assertThat(e.getMessage()).hasSizeLessThan(10_000);
                assertThat(e.errors())
                        .allSatisfy(error -> assertThat(error.text())
                                .hasSizeLessThanOrEqualTo(40)
                                .matches("[ -~]*"));
            }
            int most = hostile.length() > CronGrammar.MAX_LENGTH ? 0 : 20 * hostile.length();
            assertThat(grammar.looks()).as(ErrorList.printable(hostile)).isLessThanOrEqualTo(most);
        }
    }

    private static List<String> hostileInputs() {
        return List.of(
                "*".repeat(22_000),
                "1,".repeat(11_000),
                "a || b",
                "* * * * * || * * * * *",
                "|".repeat(255),
                ",".repeat(255),
                "1,".repeat(127),
                "? ".repeat(127),
                "9".repeat(247) + " * * * *",
                "99999999999999999999 0-99999999999999999999 */99999999999999999999 * 1#99999999999999999999",
                "1-".repeat(120) + " * * * *",
                "1/".repeat(120) + " * * * *",
                "L".repeat(240) + " * * * *",
                "* * " + "L".repeat(240) + " * *",
                "* * * * " + "FRIL".repeat(60),
                "\u0000".repeat(255),
                "\u0661\u0665 * * * *",
                "\ud83d\ude00 * * * *",
                "\u202e* * * * *",
                "\r\n* * * * *",
                "* * * * fr\u0131",
                " ".repeat(255),
                "\t".repeat(22_000));
    }

    @Test
    void anExpressionOf255CharactersIsRead() {
        var longest = "0" + ",1".repeat(123) + " * * * *";
        assertThat(new CronGrammar(longest).read().field(FieldRules.MINUTE).items())
                .hasSize(124);
        assertThat(longest).hasSize(255);
        assertThat(errors(longest + " ")).singleElement().satisfies(error -> {
            assertThat(error.position()).isEqualTo(255);
            assertThat(error.reason()).isEqualTo("the expression has 256 characters; at most 255 are allowed");
        });
    }

    private static List<CronFieldError> errors(String expression) {
        return catchThrowableOfType(InvalidCronExpressionException.class, () -> new CronGrammar(expression).read())
                .errors();
    }
}
