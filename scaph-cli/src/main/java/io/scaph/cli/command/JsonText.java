package io.scaph.cli.command;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/** JSON of maps, lists, texts, numbers, booleans and null. */
public final class JsonText {
    private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private JsonText() {}

    /** The JSON without a line end after it: in one line, or over several. */
    public static String of(Map<String, ?> object, boolean isIndented) throws IOException {
        return (isIndented ? WRITER.with(JSON.Feature.PRETTY_PRINT_OUTPUT) : WRITER).asString(object);
    }
}
