package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What our own client must be able to do with any Confluent-compatible registry. */
interface RegistryClientContract {

    /** The address of the registry under test, without a slash at the end. */
    String url();

    private HttpSchemaRegistryClient client() {
        return HttpSchemaRegistryClient.create(Map.of("schema.registry.url", url()));
    }

    private static String subject(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName() + "-value";
    }

    @Test
    default void readsBackWhatClientRegisters(TestInfo test) {
        var subject = subject(test);
        var schema = new Schema.Parser().parse(Schemas.BASE);
        try (var writer = client();
                var reader = client()) {

            var id = writer.register(subject, schema);

            assertThat(reader.schemaById(id)).isEqualTo(schema);
            assertThat(reader.register(subject + "-2", schema)).isEqualTo(id);
            assertThat(reader.latestVersion(subject)).isEqualTo(1);
            assertThat(reader.subjects()).contains(subject, subject + "-2");
        }
    }

    @Test
    default void obeysLevelThatClientSets(TestInfo test) {
        var subject = subject(test);
        try (var client = client()) {
            client.register(subject, new Schema.Parser().parse(Schemas.BASE));

            client.setCompatibility(subject, "BACKWARD_TRANSITIVE");

            assertThat(client.compatible(subject, new Schema.Parser().parse(Schemas.OPTIONAL_FIELD_ADDED)))
                    .isTrue();
            assertThat(client.compatible(subject, new Schema.Parser().parse(Schemas.TYPE_CHANGED)))
                    .isFalse();
            assertThat(client.compatible(subject + "-new", new Schema.Parser().parse(Schemas.TYPE_CHANGED)))
                    .isTrue();
            assertThatThrownBy(() -> client.register(subject, new Schema.Parser().parse(Schemas.TYPE_CHANGED)))
                    .isInstanceOfSatisfying(
                            SchemaRegistryException.class,
                            e -> assertThat(e.status()).isEqualTo(409));
        }
    }

    @Test
    default void tellsClientWhenIdIsUnknown() {
        try (var client = client()) {
            assertThatThrownBy(() -> client.schemaById(99_999))
                    .isInstanceOfSatisfying(
                            SchemaRegistryException.class,
                            e -> assertThat(e.notFound()).isTrue());
        }
    }
}
