package io.orchestrator.embedded.registry;

/** Whether schemas may be registered and deleted. */
enum RegistryMode {
    READWRITE,
    READONLY
}
