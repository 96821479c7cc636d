package io.scaph.api.internal.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lines in the order in which they came, found by the identity of their process. They are gone through by index: an
 * iterator is garbage unless the optimizing compiler proves otherwise, and {@code scaph} runs without that compiler.
 */
final class Lines {
    private final Map<Object, Line> byIdentity = new HashMap<>();
    private final List<Line> inOrder = new ArrayList<>();

    int size() {
        return inOrder.size();
    }

    Line get(int index) {
        return inOrder.get(index);
    }

    @Nullable
    Line find(Object identity) {
        return byIdentity.get(identity);
    }

    /** Adds a line of a process that has none here. */
    void add(Line line) {
        byIdentity.put(line.process().identity(), line);
        inOrder.add(line);
    }

    /** Removes the line of a process; slow. */
    @Nullable
    Line remove(Object identity) {
        Line line = byIdentity.remove(identity);
        if (line != null) {
            inOrder.remove(line);
        }
        return line;
    }

    /** Removes some; the others keep their order. */
    void removeIf(Predicate<Line> gone) {
        int kept = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Line line = inOrder.get(i);
            if (gone.test(line)) {
                byIdentity.remove(line.process().identity());
            } else {
                inOrder.set(kept++, line);
            }
        }
        while (inOrder.size() > kept) {
            inOrder.remove(inOrder.size() - 1);
        }
    }
}
