package io.scaph.profiler.internal.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stacks as a tree, of one profile or of two. */
final class FlameTree {
    private final Map<String, FlameTree> callees = new LinkedHashMap<>();
    private long microjoules;
    private long samples;
    private double squares;
    private long before;

    /** Adds a stack of the profile. */
    void add(FlameStack stack) {
        FlameTree leaf = leaf(stack);
        leaf.microjoules += stack.microjoules();
        leaf.samples += stack.samples();
        leaf.squares += stack.squares();
    }

    /** Adds a stack of the profile that it is compared with. */
    void addBefore(FlameStack stack) {
        leaf(stack).before += stack.microjoules();
    }

    private FlameTree leaf(FlameStack stack) {
        FlameTree node = this;
        for (String frame : stack.frames()) {
            node = node.callees.computeIfAbsent(frame, name -> new FlameTree());
        }
        return node;
    }

    /**
     * Writes the callees, each as {@code [name, µJ of its own, samples, squares, µJ before, callees]}.
     *
     * @param json where to write
     * @param names gets the names, each with its number, by which it is written
     */
    void writeCallees(JsonGenerator json, Map<String, Integer> names) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, FlameTree> callee : callees.entrySet()) {
            FlameTree node = callee.getValue();
            json.writeStartArray();
            json.writeNumber(names.computeIfAbsent(callee.getKey(), name -> names.size()));
            json.writeNumber(node.microjoules);
            json.writeNumber(node.samples);
            json.writeNumber(Math.round(node.squares));
            json.writeNumber(node.before);
            node.writeCallees(json, names);
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
