package io.orchestrator.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Broker and registry know the API module at most, and only one package knows the inside of Kafka. */
class ImportsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("io.orchestrator.embedded");

    @Test
    void knowsNoneOfItsUsers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.orchestrator.coordinator..",
                        "io.orchestrator.worker..",
                        "io.orchestrator.engine..",
                        "io.orchestrator.compile..",
                        "io.orchestrator.cli..",
                        "io.orchestrator.avro..")
                .check(CLASSES);
    }

    @Test
    void keepsKafkasServerOutOfTheRegistry() {
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.embedded.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "io.orchestrator.embedded")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
