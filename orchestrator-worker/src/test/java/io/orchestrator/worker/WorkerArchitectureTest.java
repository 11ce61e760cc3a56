package io.orchestrator.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class WorkerArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.orchestrator.worker");

    @Test
    void keepsResilience4jInTheGuard() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..worker.guard..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .check(CLASSES);
    }

    @Test
    void keepsLangChain4jInTheModelPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..worker.model..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j..")
                .check(CLASSES);
    }

    @Test
    void keepsKafkaInTheLoop() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..worker.loop..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka.clients.consumer..", "org.apache.kafka.clients.producer.."))
                .check(CLASSES);
    }

    @Test
    void keepsToolsModelsGuardAndRunnerFreeOfKafkaAndOfTheLoop() {
        noClasses()
                .that()
                .resideInAnyPackage("..worker.tool..", "..worker.model..", "..worker.guard..", "..worker.run..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "io.orchestrator.worker.loop.."))
                .check(CLASSES);
    }

    @Test
    void knowsNeitherCoordinatorNorEngine() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.orchestrator.coordinator..",
                        "io.orchestrator.engine..",
                        "io.orchestrator.compile..",
                        "io.orchestrator.avro.."))
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
