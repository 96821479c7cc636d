package io.scaph.benchmarks;

import io.scaph.linux.counterfile.CounterFile;
import java.io.IOException;
import java.nio.file.Path;

/** A file read by {@link CounterFile}, as often as it was opened. */
final class CounterFiles extends Variant {
    private final CounterFile[] files;

    CounterFiles(Path path, int count) {
        files = new CounterFile[count];
        for (int i = 0; i < count; i++) {
            files[i] = new CounterFile(path);
        }
    }

    @Override
    long sum() throws IOException {
        long sum = 0;
        for (CounterFile file : files) {
            sum += file.read();
        }
        return sum;
    }

    @Override
    public void close() {
        for (CounterFile file : files) {
            file.close();
        }
    }
}
