package io.scaph.benchmarks;

/** Processes that are asleep. */
final class Sleepers {
    private Sleepers() {}

    /** What is measured. */
    @FunctionalInterface
    interface Measurement {
        void run() throws Exception;
    }

    /** Measures while a number of processes sleep. */
    static void with(String count, Measurement measurement) throws Exception {
        Process sleepers = new ProcessBuilder(CompiledC.program("sleepers.c").toString(), count)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = sleepers.inputReader()) {
            if (!count.equals(output.readLine())) {
                throw new IllegalStateException(count + " processes can't be started");
            }
            measurement.run();
        } finally {
            // At the end of its input it ends them all.
            sleepers.getOutputStream().close();
            sleepers.waitFor();
        }
    }
}
