package org.jackfield.chain;

/**
 * The forks of Ethereum that change what can be checked without executing anything, in their order. The Merge is not
 * among them: it came with a total difficulty, see {@link ForkSchedule#terminalDifficulty}.
 */
public enum Fork {
    FRONTIER(""),
    HOMESTEAD("homesteadBlock"),
    /** Replay protection (EIP-155) and others. */
    SPURIOUS_DRAGON("eip155Block"),
    BYZANTIUM("byzantiumBlock"),
    ISTANBUL("istanbulBlock"),
    BERLIN("berlinBlock"),
    LONDON("londonBlock"),
    SHANGHAI("shanghaiTime"),
    CANCUN("cancunTime"),
    PRAGUE("pragueTime"),
    OSAKA("osakaTime"),
    AMSTERDAM("amsterdamTime");

    /** Its key in a genesis file's {@code config}. */
    private final String key;

    Fork(String key) {
        this.key = key;
    }

    /** Whether the rules of {@code other} hold where this fork is the last that has taken effect. */
    public boolean has(Fork other) {
        return compareTo(other) >= 0;
    }

    boolean byTime() {
        return key.endsWith("Time");
    }

    /** The key without {@code Block} or {@code Time}. */
    String shortName() {
        return key.isEmpty() ? "" : key.substring(0, key.length() - (byTime() ? "Time" : "Block").length());
    }
}
