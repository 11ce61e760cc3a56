package io.orchestrator.coordinator.streams;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * A row of the founding documents' lists.
 *
 * @param row in their own words
 * @param proof fails where it does not hold
 */
record Promise(String row, Executable proof) {

    static Stream<DynamicTest> tests(List<Promise> promises) {
        return promises.stream().map(promise -> DynamicTest.dynamicTest(promise.row(), promise.proof()));
    }
}
