package org.jackfield.whisper;

import org.jackfield.api.Message;
import org.jackfield.envelopes.Bloom;

/** Each of the dialects, for tables. */
enum Speech {
    SHH(new ShhDialect()),
    WAKU(new WakuDialect());

    static final OwnTraits DEFAULT = new OwnTraits(0.2, Bloom.FULL, false, WakuTerms.NONE);

    final Dialect dialect;

    Speech(Dialect dialect) {
        this.dialect = dialect;
    }

    /** That of a node with the default settings. */
    Message status() {
        return dialect.status(DEFAULT);
    }

    Message lightStatus() {
        return dialect.status(DEFAULT.withLight(true));
    }
}
