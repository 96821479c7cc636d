package io.scaph.prometheus.internal.schema;

import java.util.regex.Pattern;

/** Names and command lines of processes as labels. */
final class ProcessText {
    /** Workers of the kernel have names that show what they do at the moment: {@code kworker/u8:1-writeback}. */
    private static final Pattern WORKER = Pattern.compile("^(kworker/u?\\d+:\\d+[A-Z]*)[-+].*");

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

    private ProcessText() {}

    /** The part of a name that does not change: each change would be a new series. */
    static String lastingName(String name) {
        return WORKER.matcher(name).replaceFirst("$1");
    }

    /**
     * A command line without what looks like a secret. Too much is removed rather than too little, because the text does not show
     * where an argument ends.
     */
    static String masked(String commandLine) {
        String text = URL.matcher(commandLine).replaceAll("$1" + MASK + "$2");
        text = USER.matcher(text).replaceAll("$1" + MASK);
        text = SHORT.matcher(text).replaceAll("$1" + MASK);
        text = NAMED.matcher(text).replaceAll("$1$2" + MASK);
        return SELF_EVIDENT.matcher(text).replaceAll(MASK);
    }
}
