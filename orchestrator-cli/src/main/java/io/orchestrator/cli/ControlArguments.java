package io.orchestrator.cli;

import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * What was given to a control command.
 *
 * @param parsed the command line
 * @param operands those of the verb, without the job
 */
record ControlArguments(ParseResult parsed, List<String> operands) {

    /** Empty where it was left out. */
    String operand(int index) {
        return index < operands.size() ? operands.get(index) : "";
    }

    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    String option(String name, String fallback) {
        return parsed.matchedOptionValue(name, fallback);
    }

    /** Of an option that may be repeated. */
    List<String> all(String option) {
        return parsed.matchedOptionValue(option, List.of());
    }
}
