package io.openclaw.cron.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.openclaw.cron.core.architecture.CodeRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom the jdbc module may see. */
class JdbcArchitectureTest {
    private static final String PACKAGE = "io.openclaw.cron.jdbc";
    private static final JavaClasses JDBC = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PACKAGE);

    static Stream<ArchRule> codeRules() {
        return CodeRules.all().stream();
    }

    @ParameterizedTest
    @MethodSource("codeRules")
    void itKeepsTheRulesOfAllModules(ArchRule rule) {
        check(rule);
    }

    @Test
    void aStoreKnowsTheApiAndNothingOfTheEngine() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("io.openclaw.cron.core.."));
    }

    @Test
    void itKnowsNoDriverSoThatHostsBringTheirOwn() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.h2..", "org.postgresql..", "com.zaxxer.."));
    }

    @Test
    void whatHostsSeeShowsNeitherInternalsNorOtherLibraries() {
        check(CodeRules.notInSignaturesOf(PACKAGE, PACKAGE + ".internal..", "org.jdbi..", "com.fasterxml.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(JDBC);
    }
}
