package io.orchestrator.embedded.registry;

/** A version as a caller names it. */
sealed interface VersionNumber {

    /** The newest one that is seen. */
    record Latest() implements VersionNumber {}

    /** @param number from 1 */
    record Exactly(int number) implements VersionNumber {}

    /** @throws RegistryError 42202 where the text is neither "latest", "-1" nor a number from 1 */
    static VersionNumber parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return new Latest();
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= 1) {
                return new Exactly(number);
            }
        } catch (NumberFormatException e) {
            throw RegistryError.invalidVersion(text);
        }
        throw RegistryError.invalidVersion(text);
    }
}
