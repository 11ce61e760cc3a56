package io.orchestrator.compile.pipeline.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.compile.pipeline.draft.StepTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

    @Test
    void findsNoCycleWhenEveryEdgeGoesBack() {
        var graph = graph(4, 1, 0, 2, 0, 3, 1, 3, 2);

        assertThat(graph.cycles()).isEmpty();
        assertThat(graph.levels()).containsExactly(0, 1, 1, 2);
        assertThat(graph.successors()).containsExactly(List.of(1, 2), List.of(3), List.of(3), List.of());
    }

    @Test
    void findsEachCycleOnceWhenThereAreSeveral() {
        var graph = graph(7, 0, 1, 1, 2, 2, 1, 3, 4, 4, 3, 5, 6);

        assertThat(graph.cycles()).containsExactly(List.of(1, 2), List.of(3, 4));
    }

    @Test
    void findsEveryAncestorWhenEdgesAreOfBothKinds() {
        var graph = graph(4, 1, 0, 2, 1);
        graph.follow(3, 2);

        assertThat(graph.ancestors(3).stream()).containsExactly(0, 1, 2);
        assertThat(graph.after(3)).containsExactly(2);
    }

    @Test
    void keepsNoOrderWhenTheDependencyIsThereAlready() {
        var graph = graph(2, 1, 0);

        graph.follow(1, 0);

        assertThat(graph.after(1)).isEmpty();
    }

    @Test
    void findsTheCycleWhenTenThousandStepsFormOne() {
        var steps = StepTree.MAX_STEPS;
        var graph = new Graph(steps);
        for (var step = 0; step < steps; step++) {
            graph.depend(step, (step + 1) % steps);
        }

        assertThat(graph.cycles())
                .singleElement()
                .satisfies(cycle -> assertThat(cycle).hasSize(steps));
    }

    /** Pairs of a step and what it depends on. */
    private static Graph graph(int steps, int... edges) {
        var graph = new Graph(steps);
        for (var i = 0; i < edges.length; i += 2) {
            graph.depend(edges[i], edges[i + 1]);
        }
        return graph;
    }
}
