package io.scaph.cli;

/** What the user asked for can't be done: exit code 2. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UsageException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
