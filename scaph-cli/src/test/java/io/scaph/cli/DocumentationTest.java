package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the project: README.md, CONTRIBUTING.md, CHANGELOG.md, docs/ and deploy/README.md. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`|^ {4}.*?$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link : matches(LINK, withoutCode(page))) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                boolean leads = Files.exists(target)
                        && (link.group(2) == null || headings(target).contains(link.group(2)));
                if (!leads) {
                    broken.add(ROOT.relativize(page) + ": " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        for (Path page : files(ROOT.resolve("docs"), 1)) {
            assertThat(readme.contains("docs/" + page.getFileName()))
                    .as("%s", page)
                    .isTrue();
        }
    }

    @Test
    void theArchitectureNamesEveryModuleAndDecision() throws IOException {
        String architecture = Files.readString(ROOT.resolve("docs/architecture.md"));

        for (MatchResult module : matches(MODULE, Files.readString(ROOT.resolve("pom.xml")))) {
            assertThat(architecture.contains(module.group(1)))
                    .as(module.group(1))
                    .isTrue();
        }
        for (Path decision : files(ROOT.resolve("docs/decisions"), 1)) {
            assertThat(architecture.contains("decisions/" + decision.getFileName()))
                    .as("%s", decision)
                    .isTrue();
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), 2));
        pages.addAll(files(ROOT, 1));
        pages.add(ROOT.resolve("deploy/README.md"));
        return pages;
    }

    private static List<Path> files(Path directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static String withoutCode(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }

    /** The anchors of a page as GitHub makes them: in lower case, spaces as hyphens, without punctuation. */
    private static Set<String> headings(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        for (MatchResult heading : matches(HEADING, Files.readString(page))) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }
}
