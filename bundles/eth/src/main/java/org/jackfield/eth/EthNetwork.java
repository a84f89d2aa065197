package org.jackfield.eth;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ForkId;
import org.jackfield.chain.Genesis;
import org.jackfield.chain.Hex;

/** Which network this node is on: what our Status says, and whose Status goes with it. For any thread. */
final class EthNetwork {

    private final Chain chain;
    private final long networkId;

    /**
     * @param networkId -1 for the chain id
     */
    EthNetwork(Chain chain, long networkId) {
        this.chain = chain;
        this.networkId = networkId == -1 ? chain.genesis().chainId() : networkId;
    }

    long id() {
        return networkId;
    }

    Chain chain() {
        return chain;
    }

    /** The blocks we have. */
    BlockRange range() {
        return range(chain.head());
    }

    private static BlockRange range(ChainHead head) {
        return new BlockRange(0, head.number(), head.hash());
    }

    Status status(EthVersion version) {
        Genesis genesis = chain.genesis();
        ChainHead head = chain.head();
        ForkId forkId = genesis.forkIds().at(head.number(), head.timestamp());
        return version.since(EthVersion.ETH_69)
                ? new Status.Eth69Status(version.number(), networkId, genesis.hash(), forkId, range(head))
                : new Status.Eth68Status(
                        version.number(), networkId, head.totalDifficulty(), head.hash(), genesis.hash(), forkId);
    }

    /**
     * Judges the Status of a peer.
     *
     * @throws DisconnectException if the peer speaks another version or is on another chain
     */
    void check(EthVersion version, Status remote) throws DisconnectException {
        checkChain(version, remote);
        ChainHead head = chain.head();
        Optional<String> objection =
                chain.genesis().forkIds().objection(remote.forkId(), head.number(), head.timestamp());
        if (objection.isPresent()) {
            throw DisconnectException.subprotocol("Status with fork id " + remote.forkId() + ": " + objection.get());
        }
        if (remote instanceof Status.Eth69Status ranged) {
            ranged.range().check();
        }
    }

    /**
     * Judges what must hold of a Status as long as the session lasts. The forks passed are not among it: our head moves
     * on, and the peer's with it.
     *
     * @throws DisconnectException if the peer speaks another version or is on another chain
     */
    void checkChain(EthVersion version, Status remote) throws DisconnectException {
        if (remote.version() != version.number()) {
            throw mismatch("version", remote.version(), version.number());
        }
        if (remote.networkId() != networkId) {
            throw mismatch("network id", Long.toUnsignedString(remote.networkId()), networkId);
        }
        Genesis genesis = chain.genesis();
        if (!Arrays.equals(remote.genesis(), genesis.hash())) {
            throw mismatch("genesis", Hex.text(remote.genesis()), Hex.text(genesis.hash()));
        }
    }

    /** geth's fields of {@code admin_nodeInfo.protocols.eth}. */
    Map<String, Object> nodeInfo() {
        ChainHead head = chain.head();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("network", networkId);
        info.put("difficulty", head.totalDifficulty());
        info.put("genesis", Hex.text(chain.genesis().hash()));
        info.put("config", chain.genesis().config());
        info.put("head", Hex.text(head.hash()));
        return info;
    }

    private static DisconnectException mismatch(String what, Object got, Object expected) {
        return DisconnectException.subprotocol("Status with " + what + ' ' + got + ", ours is " + expected);
    }
}
