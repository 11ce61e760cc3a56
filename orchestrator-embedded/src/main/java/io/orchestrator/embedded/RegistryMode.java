package io.orchestrator.embedded;

/** Whether schemas may be registered and deleted. */
enum RegistryMode {
    READWRITE,
    READONLY
}
