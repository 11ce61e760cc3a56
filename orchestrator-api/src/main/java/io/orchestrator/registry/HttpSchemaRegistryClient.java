package io.orchestrator.registry;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * A registry that speaks the Confluent REST API (Confluent, Apicurio's {@code /apis/ccompat/v7}, Karapace, ours). Ids and
 * schemas are kept both ways: each is asked for once. Thread-safe.
 */
public final class HttpSchemaRegistryClient implements SchemaRegistryClient {

    /** Schemas kept each way; beyond that the registry is asked again. */
    static final int MAX_KEPT = 10_000;

    private static final int NO_SUBJECT = 40401;
    private static final int NO_VERSION = 40402;

    private final RegistryConfig config;
    private final RegistryTransport transport;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private record Registration(String subject, Schema schema) {}

    private HttpSchemaRegistryClient(RegistryConfig config) {
        this.config = config;
        this.transport = new RegistryTransport(config);
    }

    /**
     * Connects lazily.
     *
     * @param properties by Confluent's names: {@code schema.registry.url} (several with commas, tried in turn),
     *     {@code basic.auth.credentials.source} (USER_INFO or URL) and {@code basic.auth.user.info},
     *     {@code bearer.auth.credentials.source} (STATIC_TOKEN) and {@code bearer.auth.token},
     *     {@code schema.registry.ssl.truststore.*} and {@code keystore.*}, {@code auto.register.schemas},
     *     {@code use.latest.version}, {@code http.connect.timeout.ms}, {@code http.read.timeout.ms}; others are ignored
     * @throws IllegalArgumentException where a property is missing or wrong
     */
    public static HttpSchemaRegistryClient create(Map<String, ?> properties) {
        return new HttpSchemaRegistryClient(RegistryConfig.from(properties));
    }

    @Override
    public int register(String subject, Schema schema) {
        var registration = new Registration(subject, schema);
        var known = ids.get(registration);
        if (known != null) {
            return known;
        }
        var id = switch (config.lookup()) {
            case REGISTER -> integer(call("POST", path(subject) + "/versions", body(schema), subject), "id");
            case FIND -> integer(call("POST", path(subject), body(schema), subject), "id");
            case LATEST -> latestId(subject, schema);
        };
        if (ids.size() < MAX_KEPT) {
            ids.put(registration, id);
        }
        return id;
    }

    private int latestId(String subject, Schema schema) {
        var latest = call("GET", path(subject) + "/versions/latest", null, subject);
        var registered = parse(text(latest, "schema"), integer(latest, "id"));
        if (!SchemaNormalization.toParsingForm(registered).equals(SchemaNormalization.toParsingForm(schema))) {
            throw new SchemaRegistryException(
                    409,
                    409,
                    "the newest schema of subject " + subject + " at " + transport.where()
                            + " is not the one that this program writes: register it, or leave use.latest.version unset");
        }
        return integer(latest, "id");
    }

    @Override
    public Schema schemaById(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var answer = call("GET", "/schemas/ids/" + id, null, "schema id " + id);
        var type = answer.get("schemaType");
        if (type instanceof Value.Text word && !word.value().equals("AVRO")) {
            throw new SchemaRegistryException(
                    404, 40403, "schema id " + id + " is not an Avro schema but of type " + word.value());
        }
        var schema = parse(text(answer, "schema"), id);
        if (schemas.size() < MAX_KEPT) {
            schemas.put(id, schema);
        }
        return schema;
    }

    @Override
    public int latestVersion(String subject) {
        return integer(call("GET", path(subject) + "/versions/latest", null, subject), "version");
    }

    @Override
    public void setCompatibility(String subject, String level) {
        var body = Json.write(Value.of(Map.of("compatibility", Value.of(level))));
        call("PUT", "/config/" + encoded(subject), body, subject);
    }

    /** The rule for new versions of the subject: its own, else the registry's. */
    public String compatibility(String subject) {
        var answer = call("GET", "/config/" + encoded(subject) + "?defaultToGlobal=true", null, subject);
        return text(answer, "compatibilityLevel");
    }

    @Override
    public boolean compatible(String subject, Schema schema) {
        try {
            var answer = call("POST", "/compatibility" + path(subject) + "/versions", body(schema), subject);
            return Value.Bool.TRUE.equals(answer.get("is_compatible"));
        } catch (SchemaRegistryException e) {
            if (e.errorCode() == NO_SUBJECT || e.errorCode() == NO_VERSION) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public List<String> subjects() {
        var answer = transport.send("GET", "/subjects", null);
        if (answer.status() == 200 && json(answer) instanceof Value.Array array) {
            var names = new ArrayList<String>();
            for (Value item : array.items()) {
                if (item instanceof Value.Text name) {
                    names.add(name.value());
                }
            }
            return List.copyOf(names);
        }
        throw RegistryErrors.from(answer, json(answer), "the list of subjects");
    }

    @Override
    public void close() {
        transport.close();
    }

    /** The object that the registry answers with; anything but 200 is an exception. */
    private Value.Dict call(String method, String path, @Nullable String body, String what) {
        var answer = transport.send(method, path, body);
        var json = json(answer);
        if (answer.status() == 200 && json instanceof Value.Dict dict) {
            return dict;
        }
        throw RegistryErrors.from(answer, json, what);
    }

    private static Value json(RegistryTransport.Answer answer) {
        try {
            return Json.parse(answer.body());
        } catch (Json.InvalidJsonException e) {
            return Value.Null.NULL;
        }
    }

    private Schema parse(String text, int id) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw new SchemaRegistryException(
                    404,
                    40403,
                    "schema id " + id + " at " + transport.where() + " is not a usable Avro schema: " + e.getMessage(),
                    e);
        }
    }

    private int integer(Value.Dict answer, String field) {
        if (answer.get(field) instanceof Value.Int number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw foreign(field);
    }

    private String text(Value.Dict answer, String field) {
        if (answer.get(field) instanceof Value.Text text) {
            return text.value();
        }
        throw foreign(field);
    }

    private SchemaRegistryException foreign(String field) {
        return new SchemaRegistryException(
                200,
                200,
                "the server at " + transport.where() + " answers without '" + field
                        + "': check that schema.registry.url is a Confluent-compatible API"
                        + " (Apicurio's ends in /apis/ccompat/v7)");
    }

    private static String body(Schema schema) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("schema", Value.of(schema.toString()));
        return Json.write(Value.of(fields));
    }

    private static String path(String subject) {
        return "/subjects/" + encoded(subject);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
