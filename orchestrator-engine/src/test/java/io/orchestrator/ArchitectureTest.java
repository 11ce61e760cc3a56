package io.orchestrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.orchestrator.language.text.CountedText;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Opener;
import io.orchestrator.language.value.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The engine is pure, and its packages look one way: language, plan, compile, engine; those of the language as well. */
class ArchitectureTest {

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "io.orchestrator.language",
                    "io.orchestrator.plan",
                    "io.orchestrator.compile",
                    "io.orchestrator.engine");

    private static final String[] OWN = {
        "io.orchestrator.language..", "io.orchestrator.plan..", "io.orchestrator.compile..", "io.orchestrator.engine..",
    };

    /** The packages of the language, each before those that it may use. */
    private static final List<String> LANGUAGE = List.of(
            "io.orchestrator.language",
            "io.orchestrator.language.template",
            "io.orchestrator.language.expression",
            "io.orchestrator.language.builtin",
            "io.orchestrator.language.operation",
            "io.orchestrator.language.text",
            "io.orchestrator.language.value");

    /** The packages of the native dialect, each before those that it may use. */
    private static final List<String> PIPELINE = List.of(
            "io.orchestrator.compile.pipeline",
            "io.orchestrator.compile.pipeline.link",
            "io.orchestrator.compile.pipeline.step",
            "io.orchestrator.compile.pipeline.call",
            "io.orchestrator.compile.pipeline.draft",
            "io.orchestrator.compile.pipeline.input",
            "io.orchestrator.compile.pipeline.field");

    @Test
    void importsOnlyTheJdkAndTheModelWhenPure() {
        classes()
                .that()
                .resideInAnyPackage(OWN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "org.snakeyaml.engine..",
                        "io.orchestrator.model..",
                        "io.orchestrator.json..",
                        "io.orchestrator.catalog..",
                        "io.orchestrator.language..",
                        "io.orchestrator.plan..",
                        "io.orchestrator.compile..",
                        "io.orchestrator.engine..")
                .check(ENGINE);
    }

    @Test
    void touchesNoClockRandomThreadOrFileWhenPure() {
        noClasses()
                .that()
                .resideInAnyPackage(OWN)
                .should()
                .dependOnClassesThat(impure())
                .check(ENGINE);
        noClasses().should().callMethodWhere(asksTheMachine()).check(ENGINE);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(**)").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void seesTheYamlParserInOnePackageWhenReadingDocuments() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.orchestrator.compile.document..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(ENGINE);
    }

    @Test
    void looksOneWayWhenPackagesUseEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.language..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.plan..", "io.orchestrator.compile..", "io.orchestrator.engine..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.compile..", "io.orchestrator.engine..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.compile..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.engine..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.compile..")
                .check(ENGINE);
    }

    @Test
    void looksOneWayWhenTheCompilerUsesItsDialects() {
        noClasses()
                .that()
                .resideInAnyPackage("io.orchestrator.compile.document..", "io.orchestrator.compile.input..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.compile", "io.orchestrator.compile.pipeline..")
                .check(ENGINE);
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.compile.pipeline..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orchestrator.compile")
                .check(ENGINE);
    }

    @Test
    void knowsNoPlanAndNoOtherWhenAFrontEndMakesNativeDocuments() {
        for (var frontEnd : List.of("ucop", "lunacore", "desugar")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.orchestrator.compile." + frontEnd)
                    .should()
                    .dependOnClassesThat(new DescribedPredicate<>("are plans, the compiler or another front end") {
                        @Override
                        public boolean test(JavaClass type) {
                            return Set.of(
                                                    "io.orchestrator.plan",
                                                    "io.orchestrator.compile",
                                                    "io.orchestrator.compile.ucop",
                                                    "io.orchestrator.compile.lunacore")
                                            .contains(type.getPackageName())
                                    && !type.getPackageName().endsWith("." + frontEnd);
                        }
                    })
                    .check(ENGINE);
        }
    }

    @Test
    void looksOneWayWhenPackagesOfTheLanguageUseEachOther() {
        checkOrder(LANGUAGE);
    }

    @Test
    void looksOneWayWhenPackagesOfTheNativeDialectUseEachOther() {
        checkOrder(PIPELINE);
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.compile.pipeline.link")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.compile.pipeline.step", "io.orchestrator.compile.pipeline.call")
                .check(ENGINE);
    }

    /** No package uses one before it in the list, and there are no others beneath the first. */
    private static void checkOrder(List<String> packages) {
        for (var index = 0; index < packages.size(); index++) {
            noClasses()
                    .that()
                    .resideInAPackage(packages.get(index))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages.subList(0, index).toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(ENGINE);
        }
        classes()
                .that()
                .resideInAPackage(packages.getFirst() + "..")
                .should()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .check(ENGINE);
    }

    @Test
    void seesOnlyTheFaceOfTheLanguageWhenOutsideOfIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.orchestrator.language..")
                .should()
                .dependOnClassesThat(insideOfTheLanguage())
                .check(ENGINE);
    }

    private static DescribedPredicate<JavaClass> insideOfTheLanguage() {
        return new DescribedPredicate<>("are inside of the language") {
            @Override
            public boolean test(JavaClass type) {
                return type.getPackageName().startsWith("io.orchestrator.language.")
                        && !type.isAssignableTo(Scope.class)
                        && !type.isEquivalentTo(Opener.class)
                        && !type.isEquivalentTo(CountedText.class)
                        && !type.isAssignableTo(LanguageException.class)
                        && !type.getName().startsWith(LanguageException.class.getName() + "$");
            }
        };
    }

    private static DescribedPredicate<JavaMethodCall> asksTheMachine() {
        return new DescribedPredicate<>("ask for the time, chance, the environment or properties") {
            @Override
            public boolean test(JavaMethodCall call) {
                var owner = call.getTargetOwner().getFullName();
                var name = call.getTarget().getName();
                return (owner.startsWith("java.time.") && name.equals("now"))
                        || (owner.equals("java.lang.Math") && name.equals("random"))
                        || (owner.equals("java.lang.System")
                                && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties")
                                        .contains(name));
            }
        };
    }

    private static DescribedPredicate<JavaClass> impure() {
        return new DescribedPredicate<>("are clocks, sources of chance, threads, files or loggers") {
            @Override
            public boolean test(JavaClass type) {
                var name = type.getFullName();
                return name.equals("java.lang.Thread")
                        || name.equals("java.time.Clock")
                        || name.endsWith("Random")
                        || name.equals("java.util.UUID")
                        || name.equals("java.lang.ProcessBuilder")
                        || (name.startsWith("java.io.") && !name.equals("java.io.Serializable"))
                        || name.startsWith("java.nio.file.")
                        || name.startsWith("java.net.")
                        || name.startsWith("java.util.concurrent.Executor")
                        || name.startsWith("java.util.logging.");
            }
        };
    }
}
