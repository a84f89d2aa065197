package org.jackfield.swarm;

import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * hive's message 1, {@code [ depth ]}: the sender wants to hear of nodes that share at least so many leading bits with
 * it (ethersphere swarm v0.5.8, network/peer.go, {@code subPeersMsg}).
 *
 * @param depth 0 to 255
 */
record SubPeersMessage(int depth) {

    private static final int MAX_DEPTH = 255;

    byte[] encode() {
        return new RlpWriter().beginList().write(depth).endList().toByteArray();
    }

    /**
     * @throws RlpException if it is not a list of one integer
     * @throws DisconnectException with a breach of protocol if the depth exceeds eight bits
     */
    static SubPeersMessage decode(byte[] payload) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(payload);
        int depth = items.readInt();
        items.finish();
        if (depth > MAX_DEPTH) {
            throw DisconnectException.breach("depth " + depth + ", at most " + MAX_DEPTH + " expected");
        }
        return new SubPeersMessage(depth);
    }
}
