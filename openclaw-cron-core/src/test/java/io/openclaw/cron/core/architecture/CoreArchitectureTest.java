package io.openclaw.cron.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.openclaw.cron.core.architecture.CodeRules.describedAs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.OpenClawCron;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whom in the core module. */
class CoreArchitectureTest {
    private static final JavaClasses CORE = MainCode.of(OpenClawCron.class);
    private static final String PACKAGE = "io.openclaw.cron.core";
    private static final String INTERNAL = PACKAGE + ".internal.";
    private static final int MOST_COLLABORATORS = 6;

    static Stream<ArchRule> codeRules() {
        return CodeRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("codeRules")
    void itKeepsTheRulesOfAllModules(ArchRule rule) {
        rule.check(CORE);
    }

    @Test
    void elapsedTimeIsReadByWhatMeasuresRealTime() {
        CodeRules.nanoTimeOnlyIn("SystemTime", "Joining", "DueRuns", "CachedStatistics", "Alarm")
                .check(CORE);
    }

    @Test
    void itNeverSeesADatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.h2..", "org.postgresql..")
                .check(CORE);
    }

    @Test
    void cronUtilsIsSeenByThePackageOfSchedulesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "schedule")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.cronutils..")
                .check(CORE);
    }

    @Test
    void cronUtilsIsInNoPublicSignature() {
        CodeRules.notInSignaturesOf(INTERNAL + "schedule", "com.cronutils..").check(CORE);
    }

    @Test
    void whatHostsSeeShowsNoInternals() {
        CodeRules.notInSignaturesOf(PACKAGE, PACKAGE + ".internal..").check(CORE);
    }

    @Test
    void micrometerIsOptionalSoOneClassAloneSeesIt() {
        noClasses()
                .that(describe(
                        "are no part of CronMeters",
                        part -> !outermost(part).getSimpleName().equals("CronMeters")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(CORE);
    }

    @Test
    void whatIsPublicIsForHostsOrInternal() {
        classes()
                .that()
                .arePublic()
                .should()
                .resideInAnyPackage(PACKAGE, PACKAGE + ".internal..")
                .check(CORE);
    }

    @Test
    void classesAreNotMadeToBeExtended() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .check(CORE);
    }

    @Test
    void aClassWithMoreThanSixCollaboratorsIsTwoClasses() {
        classes()
                .that()
                .areNotRecords()
                .and()
                .areNotEnums()
                .should(describedAs(
                        "have at most six collaborators",
                        made -> made.getConstructors().stream()
                                .allMatch(constructor ->
                                        constructor.getRawParameterTypes().size() <= MOST_COLLABORATORS)))
                .check(CORE);
    }

    // ---- the parts of the engine

    @Test
    void noTwoPartsNeedEachOther() {
        slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles().check(CORE);
    }

    /** Each part, and the parts that it may see beside the api. */
    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("schedule", List.of()),
                Arguments.of("json", List.of()),
                Arguments.of("lifecycle", List.of()),
                Arguments.of("event", List.of("lifecycle")),
                Arguments.of("record", List.of("lifecycle", "event")),
                Arguments.of("run", List.of("lifecycle", "event", "record", "json")),
                Arguments.of("history", List.of("lifecycle", "json")),
                Arguments.of("manage", List.of("lifecycle", "event", "schedule", "json", "history")),
                Arguments.of("claim", List.of("lifecycle", "event", "record", "run", "schedule", "manage")),
                Arguments.of("memory", List.of()));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartSeesOnlyThoseBeneathIt(String part, List<String> beneath) {
        classes()
                .that()
                .resideInAPackage(INTERNAL + part)
                .should()
                .onlyDependOnClassesThat(describe(
                        "are of the parts " + beneath,
                        seen -> !seen.getPackageName().startsWith(PACKAGE)
                                || seen.getPackageName().equals(INTERNAL + part)
                                || beneath.contains(seen.getPackageName().replace(INTERNAL, ""))
                                || part.equals("lifecycle") && seen.isEquivalentTo(ManualClock.class)))
                .check(CORE);
    }

    @Test
    void everyPartIsNamedHere() {
        var named = parts().map(arguments -> (String) arguments.get()[0]).toList();
        classes()
                .that()
                .resideInAPackage(PACKAGE + ".internal..")
                .should(describedAs(
                        "be of a part that is named in this test",
                        part -> named.contains(part.getPackageName().replace(INTERNAL, ""))))
                .check(CORE);
    }

    private static JavaClass outermost(JavaClass part) {
        return part.getEnclosingClass().map(CoreArchitectureTest::outermost).orElse(part);
    }
}
