package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Answers in which ours follows Confluent's registry and Apicurio 3.3.3 does not: it has the global level NONE, gives
 * 40402 for a version that is no number, the global level for a subject without one, 409 for deletes in the wrong
 * order, and checks all versions whatever the level.
 */
interface ConfluentDetails {

    /** The address of the registry under test, without a slash at the end. */
    String url();

    private RegistryHttp http() {
        return new RegistryHttp(url());
    }

    private static String subject(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName() + "-value";
    }

    @Test
    default void startsWithLevelBackward() {
        assertThat(http().get("/config").json().get("compatibilityLevel").asText())
                .isEqualTo("BACKWARD");
    }

    @Test
    default void refusesVersionWhenItIsNoNumberFromOne(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);

        RegistryContract.assertRefused(http().get("/subjects/" + subject + "/versions/newest"), 422, 42202);
        RegistryContract.assertRefused(http().get("/subjects/" + subject + "/versions/0"), 422, 42202);
    }

    @Test
    default void answersNotFoundWhenSubjectHasNoLevelOrModeOfItsOwn(TestInfo test) {
        var subject = subject(test);

        RegistryContract.assertRefused(http().get("/config/" + subject), 404, 40408);
        RegistryContract.assertRefused(http().get("/mode/" + subject), 404, 40409);
        RegistryContract.assertRefused(http().delete("/config/" + subject), 404, 40401);
    }

    @Test
    default void answersNotFoundWhenDeletesComeInTheWrongOrder(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);

        RegistryContract.assertRefused(http().delete("/subjects/" + subject + "?permanent=true"), 404, 40405);
        RegistryContract.assertRefused(
                http().delete("/subjects/" + subject + "/versions/1?permanent=true"), 404, 40407);
        http().delete("/subjects/" + subject);
        RegistryContract.assertRefused(http().delete("/subjects/" + subject), 404, 40404);
        RegistryContract.assertRefused(http().delete("/subjects/" + subject + "/versions/1"), 404, 40406);
    }

    @Test
    default void checksTheLatestVersionOnlyWhenLevelIsNotTransitive(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.OPTIONAL_FIELD_OF_ANOTHER_TYPE_ADDED);
        http().register(subject, Schemas.BASE);
        var path = "/compatibility/subjects/" + subject + "/versions?verbose=true";
        var candidate = RegistryHttp.body(Schemas.OPTIONAL_FIELD_ADDED);

        var backward = http().post(path, candidate).json();
        http().put("/config/" + subject, "compatibility", "BACKWARD_TRANSITIVE");
        var transitive = http().post(path, candidate).json();

        assertThat(backward.get("is_compatible").asBoolean()).isTrue();
        assertThat(backward.get("messages")).isEmpty();
        assertThat(transitive.get("is_compatible").asBoolean()).isFalse();
        assertThat(transitive.get("messages").get(0).asText()).contains("TYPE_MISMATCH", "/fields/1/type");
    }

    @Test
    default void refusesWritesWhenSubjectIsReadOnly(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);
        http().put("/mode/" + subject, "mode", "READONLY");

        var register =
                http().post("/subjects/" + subject + "/versions", RegistryHttp.body(Schemas.OPTIONAL_FIELD_ADDED));
        var unknownMode = http().put("/mode/" + subject, "mode", "SOMETIMES");
        http().delete("/mode/" + subject);

        RegistryContract.assertRefused(register, 422, 42205);
        RegistryContract.assertRefused(unknownMode, 422, 42204);
        assertThat(http().register(subject, Schemas.OPTIONAL_FIELD_ADDED)).isPositive();
    }

    @Test
    default void refusesCallWhenItIsNotOfTheInterface() {
        RegistryContract.assertRefused(http().get("/nothing/here"), 404, 404);
        RegistryContract.assertRefused(http().call("PUT", "/subjects", ""), 405, 405);
        RegistryContract.assertRefused(http().call("POST", "/subjects/s/versions", "{"), 400, 400);
        RegistryContract.assertRefused(http().call("POST", "/subjects/s/versions", ""), 422, 42201);
        RegistryContract.assertRefused(
                http().call("POST", "/subjects/s/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"), 422, 42201);
    }

    @Test
    default void refusesBodyWhenItIsTooLarge() {
        var tooLarge = "{\"schema\":\"" + "x".repeat(1024 * 1024) + "\"}";

        RegistryContract.assertRefused(http().call("POST", "/subjects/s/versions", tooLarge), 413, 413);
    }
}
