package org.jackfield.eth;

import java.math.BigInteger;
import org.jackfield.chain.ForkId;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** The first message of a session (devp2p caps/eth.md, "Status (0x00)"), in the layout of its version. */
sealed interface Status {

    /** The eth version, as the message has it. */
    long version();

    /** Unsigned. */
    long networkId();

    byte[] genesis();

    ForkId forkId();

    /** Hash of the sender's last block. */
    byte[] head();

    byte[] encoded();

    static Status decode(EthVersion version, byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Status status = version.since(EthVersion.ETH_69) ? Eth69Status.read(items) : Eth68Status.read(items);
        items.finish();
        return status;
    }

    /** {@code [version: P, networkid: P, td: P, blockhash: B_32, genesis: B_32, forkid]}, from eth/64 to eth/68 (EIP-2364). */
    record Eth68Status(
            long version, long networkId, BigInteger totalDifficulty, byte[] head, byte[] genesis, ForkId forkId)
            implements Status {

        private static Eth68Status read(RlpReader items) throws RlpException {
            return new Eth68Status(
                    items.readUnsignedLong(),
                    items.readUnsignedLong(),
                    items.readBigInteger(),
                    items.readBytes(32),
                    items.readBytes(32),
                    ForkId.read(items));
        }

        @Override
        public byte[] encoded() {
            RlpWriter out = new RlpWriter().beginList().write(version).write(networkId);
            out.write(totalDifficulty).write(head).write(genesis);
            forkId.write(out);
            return out.endList().toByteArray();
        }
    }

    /**
     * {@code [version: P, networkid: P, genesis: B_32, forkid, earliest: P, latest: P, latestHash: B_32]}, from eth/69
     * on (EIP-7642).
     */
    record Eth69Status(long version, long networkId, byte[] genesis, ForkId forkId, BlockRange range)
            implements Status {

        private static Eth69Status read(RlpReader items) throws RlpException {
            return new Eth69Status(
                    items.readUnsignedLong(),
                    items.readUnsignedLong(),
                    items.readBytes(32),
                    ForkId.read(items),
                    BlockRange.read(items));
        }

        @Override
        public byte[] head() {
            return range.latestHash();
        }

        @Override
        public byte[] encoded() {
            RlpWriter out = new RlpWriter().beginList().write(version).write(networkId);
            out.write(genesis);
            forkId.write(out);
            range.write(out);
            return out.endList().toByteArray();
        }
    }
}
