package io.scaph.profiler.internal.division;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stacks that were sampled, with the energy of each, as a tree for each thread group. Its size is limited: a stack that
 * would exceed it is counted as {@value #OTHERS}. Not safe for use by several threads.
 */
final class CallTree {
    /** The stacks and thread groups beyond the limits. */
    static final String OTHERS = "[others]";

    private final int maxNodes;
    private final int maxGroups;
    private final Map<String, Node> groups = new LinkedHashMap<>();
    private int nodes;

    /** One method as called along one path. */
    static final class Node {
        private final @Nullable Node caller;
        private final String frame;
        private @Nullable Map<String, Node> callees;

        private long microjoules;
        private long samples;
        private double squares;

        private Node(@Nullable Node caller, String frame) {
            this.caller = caller;
            this.frame = frame;
        }

        /**
         * Adds the energy of samples that ended here.
         *
         * @param more the energy of all of them, in µJ
         * @param count the number of samples, above 0
         */
        void credit(long more, long count) {
            microjoules += more;
            samples += count;
            squares += (double) more * more / count;
        }
    }

    /**
     * Creates an empty tree.
     *
     * @param maxNodes the most nodes that it may have
     * @param maxGroups the most thread groups that it may have
     */
    CallTree(int maxNodes, int maxGroups) {
        this.maxNodes = maxNodes;
        this.maxGroups = maxGroups;
    }

    /**
     * Returns the node of a stack, and creates it if it is new.
     *
     * @param group the thread group
     * @param frames the stack, the outermost frame first
     * @return the node of the innermost frame
     */
    Node node(String group, List<String> frames) {
        Node root = groups.get(group);
        if (root == null) {
            root = groups.computeIfAbsent(groups.size() < maxGroups ? group : OTHERS, name -> new Node(null, name));
        }
        Node node = root;
        for (String frame : frames) {
            Node callee = node.callees == null ? null : node.callees.get(frame);
            if (callee == null) {
                if (nodes >= maxNodes) {
                    return add(root, OTHERS);
                }
                callee = add(node, frame);
            }
            node = callee;
        }
        return node;
    }

    private Node add(Node caller, String frame) {
        Map<String, Node> callees = caller.callees;
        if (callees == null) {
            callees = new HashMap<>();
            caller.callees = callees;
        }
        return callees.computeIfAbsent(frame, name -> {
            nodes++;
            return new Node(caller, name);
        });
    }

    /** Returns all stacks that have samples. */
    List<StackTotal> stacks() {
        List<StackTotal> stacks = new ArrayList<>();
        groups.forEach((group, root) -> {
            Deque<Node> open = new ArrayDeque<>(List.of(root));
            while (!open.isEmpty()) {
                Node node = open.pop();
                if (node.samples > 0) {
                    stacks.add(new StackTotal(group, path(node), node.microjoules, node.samples, node.squares));
                }
                if (node.callees != null) {
                    node.callees.values().forEach(open::push);
                }
            }
        });
        return stacks;
    }

    private static List<String> path(Node node) {
        Deque<String> frames = new ArrayDeque<>();
        for (Node at = node; at.caller != null; at = at.caller) {
            frames.addFirst(at.frame);
        }
        return List.copyOf(frames);
    }
}
