package io.scaph.profiler.internal.division;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallTreeTest {
    @Test
    void aStackKeepsItsFramesInOrder() {
        CallTree tree = new CallTree(10, 10);
        tree.node("main", List.of("a", "b", "a")).credit(5, 1);
        tree.node("main", List.of("a")).credit(3, 1);

        assertThat(tree.stacks())
                .extracting(StackTotal::frames)
                .containsExactlyInAnyOrder(List.of("a"), List.of("a", "b", "a"));
    }

    @Test
    void stacksBeyondTheLimitAreOthers() {
        CallTree tree = new CallTree(2, 10);
        tree.node("main", List.of("a", "b")).credit(1, 1);
        tree.node("main", List.of("a", "c")).credit(2, 1);
        tree.node("main", List.of("d")).credit(4, 1);
        tree.node("main", List.of("a", "b")).credit(8, 1);

        assertThat(tree.stacks()).hasSize(2).anySatisfy(stack -> {
            assertThat(stack.frames()).containsExactly("[others]");
            assertThat(stack.microjoules()).isEqualTo(6);
        });
    }

    @Test
    void threadGroupsBeyondTheLimitAreOthers() {
        CallTree tree = new CallTree(10, 1);
        tree.node("one", List.of("a")).credit(1, 1);
        tree.node("two", List.of("a")).credit(2, 1);
        tree.node("three", List.of("a")).credit(4, 1);

        assertThat(tree.stacks()).extracting(StackTotal::group).containsExactlyInAnyOrder("one", "[others]");
    }
}
