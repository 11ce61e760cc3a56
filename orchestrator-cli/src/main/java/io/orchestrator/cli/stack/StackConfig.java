package io.orchestrator.cli.stack;

import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.topics.TopicManifest;

/**
 * What an embedded stack is started with.
 *
 * @param home its data
 * @param ports where it listens
 * @param complete whether jobs run
 * @param manifest its topics
 * @param settings of coordinator and worker
 */
public record StackConfig(
        DataHome home, Ports ports, Completeness complete, TopicManifest manifest, SettingsSource settings) {}
