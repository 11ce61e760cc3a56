package io.orchestrator.cli.stack;

/**
 * The ports of an embedded stack, all on 127.0.0.1; 0 for any free one.
 *
 * @param kafka the broker
 * @param registry the schema registry
 * @param http the coordinator's HTTP API
 */
public record Ports(int kafka, int registry, int http) {

    /** Free ports: nobody else needs to find them. */
    public static final Ports ANY = new Ports(0, 0, 0);
}
