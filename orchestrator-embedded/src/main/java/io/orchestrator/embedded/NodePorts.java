package io.orchestrator.embedded;

/**
 * The ports of one node, both on 127.0.0.1.
 *
 * @param client where clients connect
 * @param controller where the nodes' controllers talk to each other
 */
public record NodePorts(int client, int controller) {}
