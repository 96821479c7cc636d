package com.example.application;

import io.scaph.api.Monitor;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.spi.HostRoots;
import java.nio.file.Path;

/** Prints the energy of a block of code. An argument takes the place of {@code /sys}. */
final class Application {
    private Application() {}

    public static void main(String[] arguments) throws Exception {
        try (Monitor monitor = open(arguments)) {
            ScopeEnergy energy = monitor.measure(Application::work);
            System.out.println(energy.process().orElseThrow().joules() + " J, " + energy.quality());
        }
    }

    private static Monitor open(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            return Monitor.open();
        }
        HostRoots roots = HostRoots.of(Path.of("/proc"), Path.of(arguments[0]));
        return Monitor.builder().roots(roots).open();
    }

    private static void work() {
        long end = System.nanoTime() + 300_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
