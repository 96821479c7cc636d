package io.scaph.api.internal.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lines in the order in which they came, found by the identity of their process. They are visited by index: an iterator is
 * garbage unless the optimizing compiler proves otherwise, and {@code scaph} runs without that compiler.
 */
final class ProcessLineList {
    private final Map<Object, ProcessLine> byIdentity = new HashMap<>();
    private final List<ProcessLine> inOrder = new ArrayList<>();

    int size() {
        return inOrder.size();
    }

    ProcessLine get(int index) {
        return inOrder.get(index);
    }

    @Nullable
    ProcessLine find(Object identity) {
        return byIdentity.get(identity);
    }

    /** Adds a line of a process that has none here. */
    void add(ProcessLine line) {
        byIdentity.put(line.process().identity(), line);
        inOrder.add(line);
    }

    /** Removes the line of a process; slow. */
    @Nullable
    ProcessLine remove(Object identity) {
        ProcessLine line = byIdentity.remove(identity);
        if (line != null) {
            inOrder.remove(line);
        }
        return line;
    }

    /** Removes the oldest lines. */
    void removeFirst(int count) {
        List<ProcessLine> oldest = inOrder.subList(0, count);
        oldest.forEach(line -> byIdentity.remove(line.process().identity()));
        oldest.clear();
    }

    /** Removes some lines; the others keep their order. */
    void removeIf(Predicate<ProcessLine> gone) {
        int kept = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            ProcessLine line = inOrder.get(i);
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
