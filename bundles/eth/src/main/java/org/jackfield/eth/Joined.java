package org.jackfield.eth;

import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** Which seats a session has, for the next release: {@code [sync: {0, 1}, transactions: {0, 1}]}. */
record Joined(boolean sync, boolean transactions) {

    static final Joined NONE = new Joined(false, false);

    static Joined read(RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        Joined joined = new Joined(fields.readBoolean(), fields.readBoolean());
        fields.finish();
        return joined;
    }

    void write(RlpWriter out) {
        out.beginList().write(sync).write(transactions).endList();
    }
}
