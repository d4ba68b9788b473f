package io.openclaw.cron.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Rules that hold of the main code of every module. */
public final class CodeRules {
    private static final Set<String> CLOCKS = Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis");
    /** Where a host that names no clock gets one. */
    private static final Set<String> HAVE_A_DEFAULT_CLOCK = Set.of("Builder", "InMemoryCronStore");

    private CodeRules() {}

    /** All of them. */
    public static List<ArchRule> all() {
        return List.of(
                noTimeFromNowhere(),
                noSleep(),
                noOtherLogging(),
                noOutput(),
                loggersAreConstants(),
                noStaticState(),
                noThreadsOrExecutorsOfItsOwn());
    }

    /** Wall time comes from an injected clock. */
    public static ArchRule noTimeFromNowhere() {
        return noClasses()
                .should()
                .callCodeUnitWhere(describe("the wall time comes from nowhere", CodeRules::takesTimeFromNowhere));
    }

    /** Nothing sleeps: it waits on a condition, with a limit. */
    public static ArchRule noSleep() {
        return noClasses()
                .should()
                .callCodeUnitWhere(describe(
                        "something sleeps",
                        call -> isOf(call, Thread.class, "sleep") || isOf(call, TimeUnit.class, "sleep")));
    }

    /** Logging is slf4j. */
    public static ArchRule noOtherLogging() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..",
                        "org.apache.logging..",
                        "org.apache.commons.logging..",
                        "ch.qos.logback..");
    }

    /** A library prints nothing and ends no process. */
    public static ArchRule noOutput() {
        return noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .callMethod(System.class, "exit", int.class);
    }

    /** Loggers are called log, and are private constants. */
    public static ArchRule loggersAreConstants() {
        return fields().that()
                .haveRawType(Logger.class)
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .andShould()
                .haveName("log")
                .allowEmptyShould(true);
    }

    /** Two libraries in one process share nothing that changes. */
    public static ArchRule noStaticState() {
        return noFields()
                .that(describe(
                        "are static and not made by the compiler", field -> isStatic(field) && !isSynthetic(field)))
                .should(beChangeable())
                .allowEmptyShould(true);
    }

    /** Threads have names: there is one class that makes them. */
    public static ArchRule noThreadsOrExecutorsOfItsOwn() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("NamedThreads")
                .should()
                .callCodeUnitWhere(describe(
                        "a thread or an executor without a name is made",
                        call -> isOf(call, Thread.class, "<init>")
                                || call.getTargetOwner().isEquivalentTo(Executors.class)));
    }

    /** Elapsed time is read where it is measured, and nowhere else. */
    public static ArchRule nanoTimeOnlyIn(String... simpleNames) {
        return classes()
                .that(describe(
                        "read the elapsed time",
                        reader -> reader.getCodeUnitCallsFromSelf().stream()
                                .anyMatch(call -> isOf(call, System.class, "nanoTime"))))
                .should(describedAs(
                        "be one of " + List.of(simpleNames),
                        reader -> List.of(simpleNames).contains(reader.getSimpleName())))
                .allowEmptyShould(true);
    }

    /** What hosts see names no type of these packages. */
    public static ArchRule notInSignaturesOf(String publicPackages, String... hiddenPackages) {
        return classes()
                .that()
                .resideInAPackage(publicPackages)
                .and()
                .arePublic()
                .should(describedAs(
                        "show no type of " + List.of(hiddenPackages),
                        shown -> shownTypes(shown).noneMatch(JavaClass.Predicates.resideInAnyPackage(hiddenPackages))))
                .allowEmptyShould(true);
    }

    /** A condition of a class that holds or does not. */
    static ArchCondition<JavaClass> describedAs(String description, Check holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass checked, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        checked, holds.test(checked), checked.getName() + " is checked to " + description));
            }
        };
    }

    /** What a condition looks at. */
    @FunctionalInterface
    interface Check {
        boolean test(JavaClass checked);
    }

    private static Stream<JavaClass> shownTypes(JavaClass shown) {
        var ofCode = shown.getCodeUnits().stream()
                .filter(CodeRules::isShown)
                .flatMap(code -> Stream.of(List.of(code.getRawReturnType()), code.getRawParameterTypes(), thrown(code))
                        .flatMap(List::stream));
        var ofFields = shown.getFields().stream().filter(CodeRules::isShown).map(field -> field.getRawType());
        var parents = Stream.concat(shown.getRawSuperclass().stream(), shown.getRawInterfaces().stream());
        return Stream.of(ofCode, ofFields, parents).flatMap(types -> types);
    }

    private static List<JavaClass> thrown(JavaCodeUnit code) {
        return code.getThrowsClause().stream()
                .map(thrown -> thrown.getRawType())
                .toList();
    }

    private static boolean isShown(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaField> beChangeable() {
        return new ArchCondition<>("be changeable") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                var changeable = !field.getModifiers().contains(JavaModifier.FINAL) || isChangeable(field.getRawType());
                events.add(new SimpleConditionEvent(field, changeable, field.getFullName() + " can be changed"));
            }
        };
    }

    private static boolean isChangeable(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent")
                || type.isAssignableTo(ThreadLocal.class)
                || !type.isInterface() && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
    }

    private static boolean takesTimeFromNowhere(JavaCall<?> call) {
        var owner = call.getTargetOwner();
        var fromTime = owner.getPackageName().equals("java.time")
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class));
        var fromClock = owner.isAssignableTo(Clock.class)
                && CLOCKS.contains(call.getName())
                && !HAVE_A_DEFAULT_CLOCK.contains(call.getOriginOwner().getSimpleName());
        return fromTime
                || fromClock
                || isOf(call, System.class, "currentTimeMillis")
                || isOf(call, Calendar.class, "getInstance")
                || isOf(call, Date.class, "<init>")
                        && call.getTarget().getRawParameterTypes().isEmpty()
                || isOf(call, ZoneId.class, "systemDefault")
                || isOf(call, TimeZone.class, "getDefault");
    }

    private static boolean isOf(JavaCall<?> call, Class<?> owner, String name) {
        return call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(name);
    }

    private static boolean isStatic(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.STATIC);
    }

    private static boolean isSynthetic(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }
}
