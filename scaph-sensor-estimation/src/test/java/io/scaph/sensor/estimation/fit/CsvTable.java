package io.scaph.sensor.estimation.fit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A file of comma-separated values with a header (RFC 4180, without line breaks in fields). */
final class CsvTable {
    private final List<Row> rows = new ArrayList<>();

    /** One row, by the names of its columns. */
    record Row(Map<String, String> fields) {
        String text(String column) {
            return fields.getOrDefault(column, "").strip();
        }

        OptionalDouble number(String column) {
            String text = text(column);
            try {
                return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }
    }

    private CsvTable(List<String> lines) {
        List<String> header = fields(lines.get(0).replace("\uFEFF", ""));
        for (String line : lines.subList(1, lines.size())) {
            if (line.isBlank()) {
                continue;
            }
            List<String> values = fields(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(header.size(), values.size()); i++) {
                row.put(header.get(i).strip(), values.get(i));
            }
            rows.add(new Row(row));
        }
    }

    static CsvTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty()) {
            throw new IOException(file + ": it is empty");
        }
        return new CsvTable(lines);
    }

    static CsvTable of(List<String> lines) {
        return new CsvTable(lines);
    }

    List<Row> rows() {
        return rows;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c != '\r') {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
