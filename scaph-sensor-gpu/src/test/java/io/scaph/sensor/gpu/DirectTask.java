package io.scaph.sensor.gpu;

/** A task that the requesting thread does at once. */
record DirectTask(Runnable work, Runnable onClosed) implements RepeatableTask {
    static final RepeatableTask.Factory FACTORY = (name, work, pauseNanos, onClosed) -> new DirectTask(work, onClosed);

    @Override
    public void request() {
        work.run();
    }

    @Override
    public boolean await(long nanos) {
        return true;
    }

    @Override
    public void close() {
        onClosed.run();
    }
}
