package org.jackfield.swarm;

import org.jackfield.api.Peer;
import org.jackfield.pss.PssMessage;
import org.jackfield.rlp.RlpException;

/** How messages of pss/2 are written. There are two ways under the same name and version: which one holds follows from bzz's version. */
interface PssLayout {

    byte[] encode(PssMessage message);

    /** @throws RlpException if it has another form */
    PssMessage decode(byte[] payload) throws RlpException;

    /** The one that is spoken on the link. */
    static PssLayout with(Peer peer) {
        return new PlainPssLayout();
    }
}
