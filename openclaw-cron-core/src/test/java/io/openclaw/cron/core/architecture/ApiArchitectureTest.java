package io.openclaw.cron.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.error.CronException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the api module may be made of. */
class ApiArchitectureTest {
    private static final JavaClasses API = MainCode.of(CronJob.class);

    static Stream<ArchRule> codeRules() {
        return CodeRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("codeRules")
    void itKeepsTheRulesOfAllModules(ArchRule rule) {
        rule.check(API);
    }

    @Test
    void itNeedsNothingButTheJdkAndJspecify() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.openclaw.cron",
                        "io.openclaw.cron.event",
                        "io.openclaw.cron.error",
                        "io.openclaw.cron.spi",
                        "io.openclaw.cron.spi.rules",
                        "java.lang..",
                        "java.nio.charset",
                        "java.io..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .check(API);
    }

    @Test
    void itHasNoInternals() {
        noClasses().should().resideInAPackage("..internal..").check(API);
    }

    @Test
    void itReadsNoElapsedTime() {
        CodeRules.nanoTimeOnlyIn().check(API);
    }

    @Test
    void everyErrorIsACronException() {
        classes()
                .that()
                .resideInAPackage("io.openclaw.cron.error")
                .and(not(equivalentTo(CronException.class)))
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beAssignableTo(CronException.class)
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(API);
    }

    @Test
    void whatCarriesValuesIsARecordAnEnumOrABuilder() {
        classes()
                .that()
                .resideInAnyPackage("io.openclaw.cron", "io.openclaw.cron.event")
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveSimpleName("Builder")
                .should()
                .beRecords()
                .check(API);
    }
}
