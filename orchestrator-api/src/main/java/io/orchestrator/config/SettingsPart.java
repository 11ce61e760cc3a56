package io.orchestrator.config;

import java.util.Map;
import java.util.Set;

/**
 * A part of an installation that reads settings. One file, or the environment of all pods, may hold those of every part: a part
 * must know its own, and leaves the others'.
 */
public enum SettingsPart {
    CLIENT,
    TOPICS,
    COORDINATOR,
    WORKER;

    /** How keys begin, and whose they are; those that all have (brokers, registry) are in none. */
    private static final Map<String, Set<SettingsPart>> SECTIONS = Map.ofEntries(
            Map.entry("artifacts.", Set.of(COORDINATOR, WORKER)),
            Map.entry("topics.", Set.of(TOPICS)),
            Map.entry("claim.", Set.of(COORDINATOR)),
            Map.entry("coordinator.", Set.of(COORDINATOR)),
            Map.entry("admission.", Set.of(COORDINATOR)),
            Map.entry("streams.", Set.of(COORDINATOR)),
            Map.entry("worker.", Set.of(WORKER)),
            Map.entry("models.", Set.of(WORKER)),
            Map.entry("guard.", Set.of(WORKER)),
            Map.entry("secret.", Set.of(WORKER)),
            Map.entry("secrets.", Set.of(WORKER)),
            Map.entry("sensitive.", Set.of(COORDINATOR, WORKER)),
            Map.entry("workspace.", Set.of(WORKER)),
            Map.entry("auto.", Set.of(COORDINATOR, WORKER)));

    /**
     * Ends reading, as {@link Settings#finish} does.
     *
     * @param settings of which this part has read its own
     * @throws SettingsException with every problem
     */
    public void finish(Settings settings) {
        SECTIONS.forEach((section, owners) -> {
            if (!owners.contains(this)) {
                settings.under(section);
            }
        });
        settings.finish();
    }
}
