package org.jackfield.chain;

import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A node's view of the forks of its chain (EIP-2124), {@code [checksum: B_4, next: P]}.
 *
 * @param checksum CRC32 of the genesis hash and the forks passed
 * @param next block number or time of the next known fork, unsigned; 0 if none is known
 */
public record ForkId(int checksum, long next) {

    private static final int CHECKSUM_BYTES = 4;

    public static ForkId read(RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        int checksum = 0;
        for (byte b : fields.readBytes(CHECKSUM_BYTES)) {
            checksum = checksum << 8 | b & 0xff;
        }
        ForkId id = new ForkId(checksum, fields.readUnsignedLong());
        fields.finish();
        return id;
    }

    public void write(RlpWriter out) {
        byte[] bytes = {(byte) (checksum >> 24), (byte) (checksum >> 16), (byte) (checksum >> 8), (byte) checksum};
        out.beginList().write(bytes).write(next).endList();
    }

    /** Such as {@code 0xfc64ec04, next 1150000}. */
    @Override
    public String toString() {
        return String.format("0x%08x, next %s", checksum, Long.toUnsignedString(next));
    }
}
