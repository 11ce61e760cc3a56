package io.orchestrator.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Benchmarks use what users use, and micro-benchmarks start no process. */
class ImportsTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.orchestrator.bench");

    @Test
    void seesNothingThatAPackageKeepsToItself() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orchestrator.avro..", "io.github.resilience4j..", "dev.langchain4j..")
                .check(CLASSES);
    }

    @Test
    void startsNoProcessInMicroBenchmarks() {
        noClasses()
                .that()
                .resideInAPackage("io.orchestrator.bench.micro..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.orchestrator.cli..",
                        "io.orchestrator.coordinator..",
                        "io.orchestrator.worker..",
                        "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.orchestrator.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
