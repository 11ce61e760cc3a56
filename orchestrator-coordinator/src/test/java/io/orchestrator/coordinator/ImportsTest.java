package io.orchestrator.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ImportsTest {

    private static final String BASE = "io.orchestrator.coordinator";

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(BASE);

    @Test
    void showsGeneratedAvroToTheStoredStateOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".state..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orchestrator.avro..")
                .check(classes);
    }

    @Test
    void keepsKafkaOutOfTheHttpApiAndTheStoredState() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".http..", BASE + ".state..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(classes);
    }

    @Test
    void pointsFromTheWiringDownAndNeverBack() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".streams..", BASE + ".state..", BASE + ".metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE, BASE + ".http..")
                .check(classes);
    }

    @Test
    void neverSeesTheWorker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orchestrator.worker..")
                .check(classes);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(**)").should().beFreeOfCycles().check(classes);
    }
}
