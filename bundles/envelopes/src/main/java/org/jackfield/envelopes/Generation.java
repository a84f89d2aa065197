package org.jackfield.envelopes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How proof of work is measured. go-ethereum changed it between two releases without a new version of the protocol: an
 * envelope sealed for one is nearly always too weak for the other.
 */
public enum Generation {

    /** go-ethereum up to v1.8.27: trailing zero bits of a hash of a hash, per byte of size and second of ttl. */
    EARLIER,

    /** go-ethereum from v1.9.0 on, Status, waku: leading zero bits of one hash, per byte of encoding and second of ttl. */
    LATER;

    private static final Pattern GETH = Pattern.compile("[Gg]eth/(?:[^/]*/)?v?(\\d+)\\.(\\d+)[.\\d]*.*");

    /** How the node that names itself so measures; {@link #LATER} for whoever is not known. */
    public static Generation of(String clientId) {
        Matcher geth = GETH.matcher(clientId);
        if (!geth.matches()) {
            return LATER;
        }
        int major = Integer.parseInt(geth.group(1));
        int minor = Integer.parseInt(geth.group(2));
        return major < 1 || major == 1 && minor < 9 ? EARLIER : LATER;
    }
}
