package io.scaph.sensor.estimation.fit;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads comma-separated values with a header (RFC 4180), row by row. What is no UTF-8 is read as some other character. */
final class CsvReader implements Closeable {
    private static final int END = -1;

    private final Reader text;
    private final Map<String, Integer> columns = new HashMap<>();
    private int next;
    private int line = 1;

    /** One row, by the names of its columns. */
    record Row(Map<String, Integer> columns, List<String> values) {
        String text(String column) {
            Integer index = columns.get(column);
            return index == null || index >= values.size()
                    ? ""
                    : values.get(index).strip();
        }

        /** Empty if it is missing or not finite. */
        OptionalDouble number(String column) {
            String text = text(column);
            try {
                double number = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
                return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }
    }

    /**
     * Reads the header.
     *
     * @param text the text; is closed with this
     * @throws IOException if it can't be read
     */
    CsvReader(Reader text) throws IOException {
        this.text = text;
        next = text.read();
        if (next == '\uFEFF') {
            next = text.read();
        }
        List<String> header = fields();
        for (int i = 0; i < header.size(); i++) {
            columns.putIfAbsent(header.get(i).strip(), i);
        }
    }

    static CsvReader open(Path file) throws IOException {
        return new CsvReader(
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)));
    }

    Set<String> columns() {
        return columns.keySet();
    }

    /** The next row; blank lines are skipped. Empty at the end. */
    Optional<Row> next() throws IOException {
        while (next != END) {
            List<String> values = fields();
            if (values.size() > 1 || !values.get(0).isBlank()) {
                return Optional.of(new Row(columns, values));
            }
        }
        return Optional.empty();
    }

    private List<String> fields() throws IOException {
        List<String> fields = new ArrayList<>(columns.size());
        while (true) {
            fields.add(field());
            if (next != ',') {
                break;
            }
            next = text.read();
        }
        if (next == '\n') {
            line++;
            next = text.read();
        }
        return fields;
    }

    /** Up to a comma or the end of the line. */
    private String field() throws IOException {
        StringBuilder field = new StringBuilder();
        if (next == '"') {
            readQuoted(field);
        }
        while (next != END && next != ',' && next != '\n') {
            if (next != '\r') {
                field.append((char) next);
            }
            next = text.read();
        }
        return field.toString();
    }

    private void readQuoted(StringBuilder field) throws IOException {
        int first = line;
        while (true) {
            next = text.read();
            if (next == '"') {
                next = text.read();
                if (next != '"') {
                    return;
                }
            }
            if (next == END) {
                throw new IOException("the quote that begins in line " + first + " has no end");
            }
            line += next == '\n' ? 1 : 0;
            field.append((char) next);
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
