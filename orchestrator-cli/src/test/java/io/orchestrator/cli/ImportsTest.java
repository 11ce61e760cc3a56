package io.orchestrator.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may see what, over all modules: this one has them all on its class path. */
class ImportsTest {

    private static final String CLI = "io.orchestrator.cli";

    private static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.orchestrator");

    @Test
    void keepsGeneratedClassesInTheCodecAndInTheStoredState() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.orchestrator.avro..", "io.orchestrator.codec..", "io.orchestrator.coordinator.state..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orchestrator.avro..")
                .check(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "io.github.resilience4j.., io.orchestrator.worker.guard..",
        "dev.langchain4j.., io.orchestrator.worker.model..",
        "org.apache.kafka.streams.., io.orchestrator.coordinator..",
        "picocli.., io.orchestrator.cli..",
        "software.amazon.., io.orchestrator.artifact..",
    })
    void keepsALibraryInOnePlace(String library, String place) {
        classes().that(sees(library)).should().resideInAPackage(place).check(ALL);
    }

    private static DescribedPredicate<JavaClass> sees(String library) {
        var inside = resideInAPackage(library);
        return new DescribedPredicate<>("see " + library) {
            @Override
            public boolean test(JavaClass type) {
                return type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> inside.test(dependency.getTargetClass()));
            }
        };
    }

    @Test
    void keepsCoordinatorAndWorkerApart() {
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.coordinator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orchestrator.worker..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.orchestrator.coordinator..",
                        "io.orchestrator.engine..",
                        "io.orchestrator.compile..",
                        "io.orchestrator.plan..",
                        "io.orchestrator.language..")
                .check(ALL);
    }

    @Test
    void isSeenByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLI + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI + "..")
                .check(ALL);
    }

    @Test
    void drawsProgressFromEventsAlone() {
        noClasses()
                .that()
                .resideInAPackage(CLI + ".progress..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLI, CLI + ".stack..", "io.orchestrator.client..", "org.apache.kafka..")
                .check(ALL);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(**)").should().beFreeOfCycles().check(ALL);
    }
}
