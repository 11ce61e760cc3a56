package io.orchestrator.embedded.registry;

/**
 * A type that a schema uses and another subject defines.
 *
 * @param name the full name of the type
 * @param subject where it is registered
 * @param version which version of it, from 1
 */
record SchemaReference(String name, String subject, int version) {}
