package io.orchestrator.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportsTest {

    private static final String BASE = "io.orchestrator.coordinator";

    /** The packages, each before those that it may use. */
    private static final List<String> PACKAGES = List.of(
            BASE,
            BASE + ".http",
            BASE + ".search",
            BASE + ".emit",
            BASE + ".streams",
            BASE + ".store",
            BASE + ".workflow",
            BASE + ".admission",
            BASE + ".wire",
            BASE + ".runtime",
            BASE + ".state",
            BASE + ".metrics");

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
    void looksOneWayWhenPackagesUseEachOther() {
        for (var index = 0; index < PACKAGES.size(); index++) {
            noClasses()
                    .that()
                    .resideInAPackage(PACKAGES.get(index))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(PACKAGES.subList(0, index).toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(classes);
        }
        classes().should().resideInAnyPackage(PACKAGES.toArray(String[]::new)).check(classes);
    }

    @Test
    void seesWorkflowsAndMetersOnlyWhenServingTheApi() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".emit",
                        BASE + ".streams",
                        BASE + ".store",
                        BASE + ".wire",
                        BASE + ".runtime",
                        BASE + ".state",
                        BASE + ".search")
                .check(classes);
    }

    @Test
    void showsLuceneToTheSearchOnlyAndTheSearchToNobodyElse() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".search")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".search")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".http",
                        BASE + ".emit",
                        BASE + ".streams",
                        BASE + ".store",
                        BASE + ".workflow",
                        BASE + ".wire",
                        BASE + ".runtime",
                        BASE + ".state")
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
