package org.jackfield.swarm;

import org.jackfield.pss.PssMessage;
import org.jackfield.rlp.RlpException;

/** How messages of pss/2 are written. There are two ways under the same name and version: which one holds follows from bzz's version. */
interface PssLayout {

    byte[] encode(PssMessage message);

    /** @throws RlpException if it has another form */
    PssMessage decode(byte[] payload) throws RlpException;
}
