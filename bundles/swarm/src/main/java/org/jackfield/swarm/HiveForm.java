package org.jackfield.swarm;

import java.util.Collection;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectException;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;

/** In what releases of hive differ. */
enum HiveForm {
    /** Since 0.5.0. */
    FLAT {
        @Override
        byte[] writePeers(Collection<SwarmAddress> addresses) {
            return PeersMessage.encode(addresses);
        }

        @Override
        void readPeers(byte[] payload, Consumer<SwarmAddress> receiver) throws RlpException, DisconnectException {
            PeersMessage.decode(payload, receiver);
        }

        @Override
        void subscribe(HiveSeat seat, int depth) {
            seat.subscribed(depth);
        }
    },
    /** Before. */
    NESTED {
        @Override
        byte[] writePeers(Collection<SwarmAddress> addresses) {
            return OlderPeersMessage.encode(addresses);
        }

        @Override
        void readPeers(byte[] payload, Consumer<SwarmAddress> receiver) throws RlpException, DisconnectException {
            OlderPeersMessage.decode(payload, receiver);
        }

        @Override
        void subscribe(HiveSeat seat, int depth) {
            seat.subscribedAroundUs(depth);
        }
    };

    abstract byte[] writePeers(Collection<SwarmAddress> addresses);

    /** As {@link PeersMessage#decode} has it. */
    abstract void readPeers(byte[] payload, Consumer<SwarmAddress> receiver) throws RlpException, DisconnectException;

    /** The peer wants to hear of nodes. */
    abstract void subscribe(HiveSeat seat, int depth);
}
