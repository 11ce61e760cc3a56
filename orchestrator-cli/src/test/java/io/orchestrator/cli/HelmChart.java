package io.orchestrator.cli;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Helm makes of {@code deploy/helm/orchestrator}: Kubernetes objects. */
record HelmChart(List<Map<String, Object>> objects) {

    private static final String RELEASE = "demo";
    /** The oldest that the chart is for. */
    private static final String KUBERNETES = "1.27.0";

    private static final String HOOK = "helm.sh/hook";

    static Path folder() {
        return Folders.repository().resolve("deploy/helm/orchestrator");
    }

    /** As {@code helm template demo} does, with a values file of this text. */
    @SuppressWarnings("unchecked")
    static HelmChart render(Path scratch, String values) throws IOException {
        var file = Files.writeString(scratch.resolve("values.yaml"), values);
        var text = new Helm(withoutHooks(scratch.resolve("chart")))
                .template()
                .withName(RELEASE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(file)
                .call();
        var documents = new Load(LoadSettings.builder().build()).loadAllFromString(text);
        return new HelmChart(StreamSupport.stream(documents.spliterator(), false)
                .filter(Map.class::isInstance)
                .map(document -> (Map<String, Object>) document)
                .toList());
    }

    /** A copy whose hooks are ordinary objects: the library leaves hooks out. */
    private static Path withoutHooks(Path copy) throws IOException {
        Folders.copy(folder(), copy);
        var topics = copy.resolve("templates/topics.yaml");
        var lines = Files.readAllLines(topics).stream().filter(line -> !line.contains(HOOK));
        Files.write(topics, lines.toList());
        return copy;
    }

    /** The object at a path of keys and indexes below the one of this kind and name. */
    Object at(String kind, String name, Object... path) {
        return walk(object(kind, name), path);
    }

    /** What the first container of the object is started with; a value out of a secret is 16 characters. */
    @SuppressWarnings("unchecked")
    ContainerSettings container(String kind, String name) {
        var container = (Map<String, Object>) at(kind, name, "spec", "template", "spec", "containers", 0);
        var environment = new LinkedHashMap<String, String>();
        ((List<Map<String, Object>>) container.getOrDefault("env", List.of()))
                .forEach(variable -> environment.put(
                        String.valueOf(variable.get("name")),
                        String.valueOf(variable.getOrDefault("value", "0123456789abcdef"))));
        return new ContainerSettings(environment, (List<String>) container.getOrDefault("args", List.of()));
    }

    Stream<String> kinds() {
        return objects.stream().map(object -> String.valueOf(object.get("kind")));
    }

    private Map<String, Object> object(String kind, String name) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")) && name.equals(walk(object, "metadata", "name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + objects));
    }

    private static Object walk(Object start, Object... path) {
        var found = start;
        for (var part : path) {
            var next = part instanceof Integer index ? ((List<?>) found).get(index) : ((Map<?, ?>) found).get(part);
            if (next == null) {
                throw new AssertionError("nothing at " + List.of(path) + " of " + start);
            }
            found = next;
        }
        return found;
    }
}
