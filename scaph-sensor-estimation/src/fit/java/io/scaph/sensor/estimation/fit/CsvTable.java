package io.scaph.sensor.estimation.fit;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rows of a file of comma-separated values. */
final class CsvTable {
    private final List<CsvReader.Row> rows = new ArrayList<>();

    private CsvTable(CsvReader reader) throws IOException {
        for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row.get());
        }
    }

    static CsvTable read(Path file) throws IOException {
        try (CsvReader reader = CsvReader.open(file)) {
            return new CsvTable(reader);
        }
    }

    static CsvTable of(List<String> lines) {
        try (CsvReader reader = new CsvReader(new StringReader(String.join("\n", lines)))) {
            return new CsvTable(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<CsvReader.Row> rows() {
        return rows;
    }
}
