package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a Confluent-compatible registry answers, ours and others. Each test has a subject of its own: its name. What others
 * do differently from Confluent's is in {@link ConfluentDetails}.
 */
interface RegistryContract {

    /** The address of the registry under test, without a slash at the end. */
    String url();

    private RegistryHttp http() {
        return new RegistryHttp(url());
    }

    private static String subject(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName() + "-value";
    }

    @Test
    default void givesSameIdWhenSameSchemaIsRegisteredAgain(TestInfo test) {
        var subject = subject(test);
        var first = http().register(subject, Schemas.BASE);

        var again = http().register(subject, Schemas.BASE);
        var elsewhere = http().register(subject + "-2", Schemas.BASE);
        var respaced = http().register(subject, Schemas.BASE.replace(",", " ,\n "));

        assertThat(List.of(again, elsewhere, respaced)).containsOnly(first);
        assertThat(integers(http().get("/subjects/" + subject + "/versions"))).containsExactly(1);
    }

    @Test
    default void numbersVersionsFromOneWhenSchemasChange(TestInfo test) {
        var subject = subject(test);
        var first = http().register(subject, Schemas.BASE);

        var second = http().register(subject, Schemas.OPTIONAL_FIELD_ADDED);

        assertThat(second).isNotEqualTo(first);
        assertThat(integers(http().get("/subjects/" + subject + "/versions"))).containsExactly(1, 2);
        assertThat(texts(http().get("/subjects"))).contains(subject);
    }

    @Test
    default void answersOneVersionWhenAskedByNumberOrLatest(TestInfo test) {
        var subject = subject(test);
        var first = http().register(subject, Schemas.BASE);
        var second = http().register(subject, Schemas.OPTIONAL_FIELD_ADDED);

        var byNumber = http().get("/subjects/" + subject + "/versions/1").json();
        var latest = http().get("/subjects/" + subject + "/versions/latest").json();
        var text = http().get("/subjects/" + subject + "/versions/1/schema").json();

        assertThat(byNumber.get("subject").asText()).isEqualTo(subject);
        assertThat(byNumber.get("version").asInt()).isEqualTo(1);
        assertThat(byNumber.get("id").asInt()).isEqualTo(first);
        assertThat(RegistryHttp.json(byNumber.get("schema").asText())).isEqualTo(RegistryHttp.json(Schemas.BASE));
        assertThat(latest.get("version").asInt()).isEqualTo(2);
        assertThat(latest.get("id").asInt()).isEqualTo(second);
        assertThat(text).isEqualTo(RegistryHttp.json(Schemas.BASE));
    }

    @Test
    default void answersSchemaAndUsesWhenAskedById(TestInfo test) {
        var subject = subject(test);
        // A schema of its own, so that no other test's subject shares the id.
        var schema = Schemas.BASE.replace("\"Event\"", "\"UsedTwice\"");
        var id = http().register(subject, schema);
        http().register(subject + "-2", schema);

        var answer = http().get("/schemas/ids/" + id);
        var uses = http().get("/schemas/ids/" + id + "/versions");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(RegistryHttp.json(answer.json().get("schema").asText())).isEqualTo(RegistryHttp.json(schema));
        assertThat(uses.json())
                .containsExactlyInAnyOrder(
                        RegistryHttp.json("{\"subject\":\"" + subject + "\",\"version\":1}"),
                        RegistryHttp.json("{\"subject\":\"" + subject + "-2\",\"version\":1}"));
    }

    @Test
    default void findsVersionWhenSchemaIsLookedUp(TestInfo test) {
        var subject = subject(test);
        var id = http().register(subject, Schemas.BASE);

        var found = http().post("/subjects/" + subject, RegistryHttp.body(Schemas.BASE));
        var unknownSchema = http().post("/subjects/" + subject, RegistryHttp.body(Schemas.TYPE_CHANGED));
        var unknownSubject = http().post("/subjects/" + subject + "-none", RegistryHttp.body(Schemas.BASE));

        assertThat(found.json().get("id").asInt()).isEqualTo(id);
        assertThat(found.json().get("version").asInt()).isEqualTo(1);
        assertThat(found.json().get("subject").asText()).isEqualTo(subject);
        assertRefused(unknownSchema, 404, 40403);
        assertRefused(unknownSubject, 404, 40401);
    }

    @Test
    default void answersConfluentsCodesWhenNothingIsThere(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);

        assertRefused(http().get("/subjects/" + subject + "-none/versions"), 404, 40401);
        assertRefused(http().get("/subjects/" + subject + "-none/versions/latest"), 404, 40401);
        assertRefused(http().get("/subjects/" + subject + "/versions/7"), 404, 40402);
        assertRefused(http().get("/schemas/ids/99999"), 404, 40403);
        assertRefused(http().delete("/subjects/" + subject + "-none"), 404, 40401);
    }

    @Test
    default void answersConfluentsCodesWhenInputIsInvalid(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);

        assertRefused(
                http().post("/subjects/" + subject + "/versions", RegistryHttp.body("{\"type\":\"nothing\"}")),
                422,
                42201);
        assertRefused(http().put("/config/" + subject, "compatibility", "SIDEWAYS"), 422, 42203);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, true, true, true, true",
        "BACKWARD, true, false, true, false",
        "BACKWARD_TRANSITIVE, true, false, true, false",
        "FORWARD, true, true, false, false",
        "FORWARD_TRANSITIVE, true, true, false, false",
        "FULL, true, false, false, false",
        "FULL_TRANSITIVE, true, false, false, false",
    })
    default void judgesChangeWhenLevelIsSet(
            String level, boolean optional, boolean required, boolean removed, boolean changed) {
        var subject = "judgesChangeWhenLevelIsSet-" + level;
        http().register(subject, Schemas.BASE);
        http().put("/config/" + subject, "compatibility", level);

        assertThat(compatible(subject, Schemas.OPTIONAL_FIELD_ADDED)).isEqualTo(optional);
        assertThat(compatible(subject, Schemas.REQUIRED_FIELD_ADDED)).isEqualTo(required);
        assertThat(compatible(subject, Schemas.FIELD_REMOVED)).isEqualTo(removed);
        assertThat(compatible(subject, Schemas.TYPE_CHANGED)).isEqualTo(changed);
    }

    private boolean compatible(String subject, String schema) {
        var path = "/compatibility/subjects/" + subject + "/versions/latest?verbose=true";
        var answer = http().post(path, RegistryHttp.body(schema));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().get("is_compatible").asBoolean();
    }

    @Test
    default void refusesSchemaWhenItIsIncompatible(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);
        http().put("/config/" + subject, "compatibility", "BACKWARD");

        var refused =
                http().post("/subjects/" + subject + "/versions", RegistryHttp.body(Schemas.REQUIRED_FIELD_ADDED));

        assertRefused(refused, 409, 409);
        assertThat(integers(http().get("/subjects/" + subject + "/versions"))).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD, 200", "BACKWARD_TRANSITIVE, 409"})
    default void looksAtAllVersionsOnlyWhenLevelIsTransitive(String level, int status) {
        var subject = "looksAtAllVersionsOnlyWhenLevelIsTransitive-" + level;
        http().register(subject, Schemas.OPTIONAL_FIELD_OF_ANOTHER_TYPE_ADDED);
        http().register(subject, Schemas.BASE);
        http().put("/config/" + subject, "compatibility", level);

        var answer = http().post("/subjects/" + subject + "/versions", RegistryHttp.body(Schemas.OPTIONAL_FIELD_ADDED));

        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    }

    @Test
    default void keepsLevelOfSubjectWhenItIsSet(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);

        var set = http().put("/config/" + subject, "compatibility", "FULL");
        var read = http().get("/config/" + subject);
        var reset = http().delete("/config/" + subject);
        var fromGlobal = http().get("/config/" + subject + "?defaultToGlobal=true");

        assertThat(set.json().get("compatibility").asText()).isEqualTo("FULL");
        assertThat(read.json().get("compatibilityLevel").asText()).isEqualTo("FULL");
        assertThat(reset.json().get("compatibilityLevel").asText()).isEqualTo("FULL");
        assertThat(fromGlobal.json()).isEqualTo(http().get("/config").json());
    }

    @Test
    default void appliesGlobalLevelWhenSubjectHasNone(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);
        var before = http().get("/config").json().get("compatibilityLevel").asText();
        try {
            http().put("/config", "compatibility", "FORWARD");

            assertThat(compatible(subject, Schemas.REQUIRED_FIELD_ADDED)).isTrue();
            assertThat(compatible(subject, Schemas.FIELD_REMOVED)).isFalse();
        } finally {
            http().put("/config", "compatibility", before);
        }
    }

    @Test
    default void hidesSubjectWhenSoftDeletedAndForgetsItWhenPermanentlyDeleted(TestInfo test) {
        var subject = subject(test);
        var id = http().register(subject, Schemas.BASE);

        var permanentFirst = http().delete("/subjects/" + subject + "?permanent=true");
        var soft = http().delete("/subjects/" + subject);
        var hidden = http().get("/subjects/" + subject + "/versions");
        var byId = http().get("/schemas/ids/" + id);
        var softAgain = http().delete("/subjects/" + subject);
        var permanent = http().delete("/subjects/" + subject + "?permanent=true");
        var gone = http().delete("/subjects/" + subject + "?permanent=true");

        assertThat(permanentFirst.errorCode()).isEqualTo(40405);
        assertThat(integers(soft)).containsExactly(1);
        assertRefused(hidden, 404, 40401);
        assertThat(byId.status()).isEqualTo(200);
        assertThat(softAgain.errorCode()).isEqualTo(40404);
        assertThat(integers(permanent)).containsExactly(1);
        assertRefused(gone, 404, 40401);
    }

    @Test
    default void hidesVersionWhenSoftDeleted(TestInfo test) {
        var subject = subject(test);
        http().register(subject, Schemas.BASE);
        http().register(subject, Schemas.OPTIONAL_FIELD_ADDED);

        var permanentFirst = http().delete("/subjects/" + subject + "/versions/1?permanent=true");
        var soft = http().delete("/subjects/" + subject + "/versions/1");
        var left = http().get("/subjects/" + subject + "/versions");
        var softAgain = http().delete("/subjects/" + subject + "/versions/1");
        var withDeleted = http().get("/subjects/" + subject + "/versions?deleted=true");
        var permanent = http().delete("/subjects/" + subject + "/versions/1?permanent=true");

        assertThat(permanentFirst.errorCode()).isEqualTo(40407);
        assertThat(soft.json().asInt()).isEqualTo(1);
        assertThat(integers(left)).containsExactly(2);
        assertThat(softAgain.errorCode()).isEqualTo(40406);
        assertThat(integers(withDeleted)).containsExactly(1, 2);
        assertThat(permanent.json().asInt()).isEqualTo(1);
    }

    @Test
    default void goesOnCountingWhenLastVersionWasSoftDeleted(TestInfo test) {
        var subject = subject(test);
        var id = http().register(subject, Schemas.BASE);
        http().delete("/subjects/" + subject);

        var again = http().register(subject, Schemas.BASE);

        assertThat(again).isEqualTo(id);
        assertThat(integers(http().get("/subjects/" + subject + "/versions"))).containsExactly(2);
    }

    @Test
    default void resolvesTypeWhenSchemaRefersToAnotherSubject(TestInfo test) {
        var subject = subject(test);
        var target = subject + "-target";
        http().register(target, Schemas.BASE);
        var user = "{\"type\":\"record\",\"name\":\"User\",\"namespace\":\"test\",\"fields\":"
                + "[{\"name\":\"event\",\"type\":\"test.Event\"}]}";

        var unresolved = http().post("/subjects/" + subject + "/versions", RegistryHttp.body(user));
        var registered =
                http().post("/subjects/" + subject + "/versions", RegistryHttp.body(user, "test.Event", target));
        var read = http().get("/subjects/" + subject + "/versions/1").json();

        assertRefused(unresolved, 422, 42201);
        assertThat(registered.status()).as("%s", registered).isEqualTo(200);
        assertThat(read.get("references"))
                .containsExactly(
                        RegistryHttp.json("{\"name\":\"test.Event\",\"subject\":\"" + target + "\",\"version\":1}"));
        assertThat(integers(http().get("/subjects/" + target + "/versions/1/referencedby")))
                .containsExactly(registered.json().get("id").asInt());
        assertRefused(http().delete("/subjects/" + target + "/versions/1"), 422, 42206);
    }

    @Test
    default void refusesReferenceWhenItLeadsNowhere(TestInfo test) {
        var body = RegistryHttp.body(
                "{\"type\":\"array\",\"items\":\"test.Event\"}", "test.Event", subject(test) + "-none");

        var refused = http().post("/subjects/" + subject(test) + "/versions", body);

        assertThat(refused.status()).isIn(404, 422);
    }

    @Test
    default void decodesSubjectWhenItIsEscaped(TestInfo test) {
        var subject = subject(test) + "/a+b c";
        var escaped = subject(test) + "%2Fa%2Bb%20c";

        http().register(escaped, Schemas.BASE);

        assertThat(texts(http().get("/subjects"))).contains(subject);
        assertThat(http().get("/subjects/" + escaped + "/versions/1")
                        .json()
                        .get("subject")
                        .asText())
                .isEqualTo(subject);
    }

    @Test
    default void saysWhatItIsWhenAsked() {
        assertThat(texts(http().get("/schemas/types"))).contains("AVRO");
        assertThat(http().get("/mode").json().get("mode").asText()).isEqualTo("READWRITE");
    }

    static void assertRefused(RegistryHttp.Answer answer, int status, int code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.errorCode()).as("%s", answer).isEqualTo(code);
        assertThat(answer.json().path("message").asText()).isNotEmpty();
    }

    private static List<Integer> integers(RegistryHttp.Answer answer) {
        var numbers = new ArrayList<Integer>();
        answer.json().forEach(item -> numbers.add(item.asInt()));
        return numbers;
    }

    private static List<String> texts(RegistryHttp.Answer answer) {
        var texts = new ArrayList<String>();
        answer.json().forEach((JsonNode item) -> texts.add(item.asText()));
        return texts;
    }
}
