package io.orchestrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pins who may see what; see the invariants of the packages. */
class ArchitectureTest {

    private static final String GENERATED = "io.orchestrator.avro..";

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                        "io.orchestrator.model",
                        "io.orchestrator.json",
                        "io.orchestrator.catalog",
                        "io.orchestrator.codec",
                        "io.orchestrator.registry",
                        "io.orchestrator.topics",
                        "io.orchestrator.config",
                        "io.orchestrator.sealing",
                        "io.orchestrator.schedule",
                        "io.orchestrator.poll",
                        "io.orchestrator.client");
    }

    @Test
    void modelSeesTheJdkAndItselfOnly() {
        classes()
                .that()
                .resideInAPackage("io.orchestrator.model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.math",
                        "java.nio",
                        "org.jspecify..",
                        "io.orchestrator.model")
                .check(ours);
    }

    @Test
    void jsonSeesJacksonsCoreAndTheModelOnly() {
        classes()
                .that()
                .resideInAPackage("io.orchestrator.json")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.core..",
                        "io.orchestrator.model",
                        "io.orchestrator.json")
                .check(ours);
    }

    @Test
    void onlyCodecSeesGeneratedClasses() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.orchestrator.codec")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GENERATED)
                .check(ours);
    }

    @Test
    void onlyJsonSeesJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.orchestrator.json")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(ours);
    }

    @Test
    void onlyTopicsClientAndPollSeeKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.orchestrator.topics", "io.orchestrator.client", "io.orchestrator.poll")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(ours);
    }

    @Test
    void configAndTopicsKnowNeitherCodecNorRegistryNorClient() {
        noClasses()
                .that()
                .resideInAnyPackage("io.orchestrator.config", "io.orchestrator.topics", "io.orchestrator.registry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.codec", "io.orchestrator.client")
                .check(ours);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(*)..").should().beFreeOfCycles().check(ours);
    }
}
