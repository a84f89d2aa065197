package org.jackfield.swarm;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jackfield.chunks.Address;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What is synced, {@code [ name, key ]}: of the one name that there is the key is a bin, in base 36 (ethersphere swarm v0.5.8,
 * network/stream/sync_provider.go).
 */
record StreamName(String name, String key) {

    private static final String SYNC = "SYNC";
    private static final int MAX_BYTES = 64;

    /** What the original's parser takes; it fits an int. */
    private static final Pattern NUMBER = Pattern.compile("0*[0-9A-Za-z]{1,5}");

    static StreamName ofBin(int bin) {
        return new StreamName(SYNC, Integer.toString(bin, Character.MAX_RADIX));
    }

    boolean isSync() {
        return name.equals(SYNC);
    }

    /** Empty if it is none. */
    OptionalInt bin() {
        int bin = isSync() && NUMBER.matcher(key).matches()
                ? Integer.parseInt(key, Character.MAX_RADIX)
                : Integer.MAX_VALUE;
        return bin <= Address.MAX_BIN ? OptionalInt.of(bin) : OptionalInt.empty();
    }

    void write(RlpWriter out) {
        out.beginList().write(name).write(key).endList();
    }

    static StreamName read(RlpReader items) throws RlpException {
        RlpReader pair = items.readList();
        StreamName name = new StreamName(pair.readText(MAX_BYTES), pair.readText(MAX_BYTES));
        pair.finish();
        return name;
    }
}
