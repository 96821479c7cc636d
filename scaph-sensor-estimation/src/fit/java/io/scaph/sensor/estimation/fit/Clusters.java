package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** Means over clusters of machines with similar features (Lloyd's algorithm), so that no centre is a single machine. */
final class Clusters {
    private static final long SEED = 7;
    private static final int ROUNDS = 15;

    private Clusters() {}

    static List<List<Double>> centres(List<Feature> features, List<List<Double>> machines, int count) {
        List<List<Double>> different = new ArrayList<>(new LinkedHashSet<>(machines));
        List<List<Double>> shuffled = new ArrayList<>(different);
        Collections.shuffle(shuffled, new Random(SEED));
        List<List<Double>> centres = new ArrayList<>(shuffled.subList(0, Math.min(count, shuffled.size())));
        for (int round = 0; round < ROUNDS; round++) {
            double[][] sums = new double[centres.size()][features.size()];
            int[] members = new int[centres.size()];
            for (List<Double> machine : different) {
                int nearest = nearest(features, machine, centres);
                members[nearest]++;
                for (int i = 0; i < features.size(); i++) {
                    sums[nearest][i] += machine.get(i);
                }
            }
            for (int c = 0; c < centres.size(); c++) {
                if (members[c] > 0) {
                    List<Double> mean = new ArrayList<>();
                    for (double sum : sums[c]) {
                        mean.add(sum / members[c]);
                    }
                    centres.set(c, mean);
                }
            }
        }
        return centres;
    }

    private static int nearest(List<Feature> features, List<Double> machine, List<List<Double>> centres) {
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int c = 0; c < centres.size(); c++) {
            double squares = 0;
            for (int i = 0; i < features.size(); i++) {
                double distance = features.get(i).weight()
                        * (machine.get(i) - centres.get(c).get(i));
                squares += distance * distance;
            }
            if (squares < least) {
                least = squares;
                nearest = c;
            }
        }
        return nearest;
    }
}
