package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The public API changes on purpose only. docs/compatibility.md says what may change when. */
class PublicApiTest {
    private static final Path DUMP = Path.of(System.getProperty("basedir", "."), "public-api.txt");
    private static final String UPDATE = "scaph.publicApi";
    private static final Pattern OUR_TYPE = Pattern.compile("\\bio\\.scaph\\.[\\w.$]+");

    private static List<String> compiled() throws Exception {
        URI classes = Monitor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return PublicApi.read(Path.of(classes), Monitor.class.getClassLoader());
    }

    @Test
    void theCompiledApiIsTheCommittedOne() throws Exception {
        List<String> compiled = compiled();
        if ("update".equals(System.getProperty(UPDATE))) {
            Files.write(DUMP, compiled, StandardCharsets.UTF_8);
            return;
        }

        List<String> committed = Files.readAllLines(DUMP, StandardCharsets.UTF_8);

        if (!compiled.equals(committed)) {
            fail(difference(committed, compiled));
        }
    }

    private static String difference(List<String> committed, List<String> compiled) {
        List<String> removed = new ArrayList<>(committed);
        removed.removeAll(compiled);
        List<String> added = new ArrayList<>(compiled);
        added.removeAll(committed);
        StringBuilder message = new StringBuilder("The public API is not that of scaph-api/public-api.txt:\n");
        removed.forEach(line -> message.append("- ").append(line).append('\n'));
        added.forEach(line -> message.append("+ ").append(line).append('\n'));
        return message.append("If that is intended, commit the file that this command writes:\n")
                .append("  mvn -q test -pl scaph-api -Dtest=PublicApiTest -D" + UPDATE + "=update\n")
                .append("and say in CHANGELOG.md what users have to change. See docs/compatibility.md.")
                .toString();
    }

    /** Users could neither import such a type nor see its members. */
    @Test
    void everyTypeThatTheApiNamesIsPublic() throws Exception {
        List<String> lines = compiled();
        Set<String> types =
                lines.stream().map(line -> line.substring(0, line.indexOf(':'))).collect(Collectors.toSet());

        for (String line : lines) {
            Matcher named = OUR_TYPE.matcher(line);
            while (named.find()) {
                assertThat(types).as(line).contains(named.group());
            }
        }
    }
}
