package io.scaph.prometheus.internal.schema;

import java.util.regex.Pattern;

/**
 * Removes from a command line what looks like a secret. It removes too much rather than too little, because the text does not
 * show where an argument ends.
 */
final class Secrets {
    private static final String MASK = "***";
    private static final String WORDS = "pass(?:word|wd|phrase|code)?|pwd|(?<![a-z])pw(?![a-z])|secret|token"
            + "|(?:api|access|private|account|encryption|license|signing|shared|master|ssh)-?_?key|credentials?"
            + "|auth(?!or(?!i))(?:orization|entication)?|cookie|session-?_?id|signature|bearer|sas";

    /** Everything after a name like these, up to the next option or the next name=value. */
    private static final Pattern NAMED = Pattern.compile(
            "((?<![a-z0-9])[\\w.-]*(?:" + WORDS
                    + ")[\\w.-]*)([\"']?\\s*[=:]\\s*|\\s+)(?!-)(.*?)(?=\\s+-|\\s+[\\w.]+=|[&;]|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern URL = Pattern.compile("(://[^\\s/@:]*:)[^\\s/]*(@)");
    private static final Pattern USER = Pattern.compile("((?:^|\\s)(?:-u|-U|--user|--proxy-user)[\\s=]*[^\\s:]+:)\\S+");
    private static final Pattern SHORT =
            Pattern.compile("((?:^|\\s|/)(?:mysql|mariadb|mysqldump|mysqladmin|sshpass)\\b.*?\\s-p)[^\\s-]\\S*");

    /** Secrets that are recognised by their own form. */
    private static final Pattern SELF_EVIDENT = Pattern.compile(
            "(?<=hooks\\.slack\\.com/services/)\\S+|\\beyJ[\\w-]{8,}\\.[\\w.-]+|\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abpr]-|sk-|sk_live_|AKIA|ASIA)\\w[\\w-]{10,}"
                    + "|-----BEGIN.*");

    private Secrets() {}

    /** The command line without its secrets. */
    static String masked(String commandLine) {
        String text = URL.matcher(commandLine).replaceAll("$1" + MASK + "$2");
        text = USER.matcher(text).replaceAll("$1" + MASK);
        text = SHORT.matcher(text).replaceAll("$1" + MASK);
        text = NAMED.matcher(text).replaceAll("$1$2" + MASK);
        return SELF_EVIDENT.matcher(text).replaceAll(MASK);
    }
}
