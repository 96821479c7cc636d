package io.scaph.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that {@code deploy/README.md} asks its readers to type. */
final class DeployPage {
    private static final Path FILE = Path.of("..", "deploy", "README.md");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final String BUILD = "mvn package\n";

    private DeployPage() {}

    /** The commands below a heading, by their place among those there; without the build, which has just been done. */
    static String commands(String heading, int place) throws IOException {
        String page = Files.readString(FILE);
        int begin = page.indexOf("\n## " + heading + "\n");
        if (begin < 0) {
            throw new AssertionError(FILE + " has no heading " + heading);
        }
        int end = page.indexOf("\n## ", begin + 1);
        Matcher matcher = COMMANDS.matcher(page.substring(begin, end < 0 ? page.length() : end));
        for (int i = 0; i <= place; i++) {
            if (!matcher.find()) {
                throw new AssertionError(FILE + ", " + heading + ": no commands in place " + place);
            }
        }
        return matcher.group(1).replace(BUILD, "");
    }
}
