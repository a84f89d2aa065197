package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/**
 * What a block touched of the state, and the values after it (EIP-7928). Whether that is true only its execution tells; here
 * the form is checked, and that it is the list its header commits to. For any thread.
 *
 * <pre>
 *   list        [[address: B_20, writes, reads, balances, nonces, codes], ...]     addresses rise
 *   writes      [[slot: P, [[index: P, value: P], ...]], ...]                      slots rise, each has a value
 *   reads       [slot: P, ...]                                                     slots rise, none is written
 *   balances    [[index: P, balance: P], ...]
 *   nonces      [[index: P, nonce: P], ...]
 *   codes       [[index: P, code: B], ...]
 * </pre>
 *
 * Indices are those of transactions and rise in each list. Slots and values are integers of up to 256 bits, as EIP-7928 and
 * go-ethereum (core/types/bal) have it; where devp2p's caps/eth.md says B_32 it is of an earlier draft.
 */
public final class BlockAccessList {

    /** Keccak-256 of an empty list's encoding. */
    static final byte[] EMPTY_HASH = Keccak256.hash(new byte[] {(byte) 0xc0});

    /** Longer than any message that could hand it on (devp2p caps/eth.md, "Basic Operation"). */
    private static final int MAX_BYTES = 10 << 20;

    /** What an address or a slot takes of the gas limit (EIP-7928, ITEM_COST). */
    private static final long GAS_PER_ITEM = 2000;

    private static final long MAX_INDEX = 0xffff_ffffL;
    private static final BigInteger BEFORE_ALL = BigInteger.ONE.negate();

    private final byte[] encoded;
    private final byte[] hash;
    private long items;

    private BlockAccessList(byte[] encoded) {
        this.encoded = encoded;
        hash = Keccak256.hash(encoded);
    }

    /** @param encoded kept, not to be changed */
    public static BlockAccessList decode(byte[] encoded) throws RlpException {
        if (encoded.length > MAX_BYTES) {
            throw new RlpException(0, "an access list of " + encoded.length + " bytes, at most " + MAX_BYTES);
        }
        BlockAccessList list = new BlockAccessList(encoded);
        byte[] last = {};
        for (RlpReader accounts = RlpReader.ofList(encoded); accounts.hasNext(); ) {
            int at = accounts.position();
            RlpReader account = accounts.readList();
            byte[] address = account.readBytes(Address.BYTES);
            if (Arrays.compareUnsigned(last, address) >= 0) {
                throw new RlpException(at, "the addresses of an access list do not rise");
            }
            last = address;
            list.readAccount(account);
        }
        return list;
    }

    public byte[] encoded() {
        return encoded;
    }

    public byte[] hash() {
        return hash;
    }

    /** Addresses and slots, each slot of an address once. */
    public long items() {
        return items;
    }

    /** Why this is not the list of the block with that header; empty if it is. */
    public Optional<String> objection(BlockHeader header) {
        Optional<byte[]> expected = header.blockAccessListHash();
        if (expected.isEmpty()) {
            return Optional.of("it comes with an access list, of which its header has no hash");
        }
        if (!Arrays.equals(hash, expected.get())) {
            return Optional.of("the hash of its access list is " + Hex.text(hash) + ", its header has "
                    + Hex.text(expected.get()));
        }
        long most = header.gasLimit() / GAS_PER_ITEM;
        return items <= most
                ? Optional.empty()
                : Optional.of("its access list has " + items + " items, its gas limit allows " + most);
    }

    private void readAccount(RlpReader account) throws RlpException {
        items++;
        RlpReader written =
                RlpReader.of(encoded, account.position(), account.remaining()).readList();
        readWrites(account.readList());
        readReads(account.readList(), written);
        readChanges(account.readList(), RlpReader::readBigInteger);
        readChanges(account.readList(), RlpReader::readUnsignedLong);
        readChanges(account.readList(), RlpReader::readBytes);
        account.finish();
    }

    private void readWrites(RlpReader writes) throws RlpException {
        BigInteger last = BEFORE_ALL;
        while (writes.hasNext()) {
            RlpReader write = writes.readList();
            last = readSlot(write, last);
            int at = write.position();
            if (readChanges(write.readList(), RlpReader::readBigInteger) == 0) {
                throw new RlpException(at, "a slot of an access list is written without a value");
            }
            write.finish();
        }
    }

    /** @param writes those of the same account, once more: as both rise, they are gone through side by side */
    private void readReads(RlpReader reads, RlpReader writes) throws RlpException {
        BigInteger last = BEFORE_ALL;
        BigInteger written = BEFORE_ALL;
        while (reads.hasNext()) {
            int at = reads.position();
            last = readSlot(reads, last);
            while (writes.hasNext() && written.compareTo(last) < 0) {
                written = writes.readList().readBigInteger();
            }
            if (written.equals(last)) {
                throw new RlpException(at, "a slot of an access list is both written and read");
            }
        }
    }

    private BigInteger readSlot(RlpReader slots, BigInteger last) throws RlpException {
        int at = slots.position();
        BigInteger slot = slots.readBigInteger();
        if (slot.compareTo(last) <= 0) {
            throw new RlpException(at, "the slots of an access list do not rise");
        }
        items++;
        return slot;
    }

    private interface Value {
        Object read(RlpReader change) throws RlpException;
    }

    /** @return how many there are */
    private static int readChanges(RlpReader changes, Value value) throws RlpException {
        int count = 0;
        long last = -1;
        while (changes.hasNext()) {
            int at = changes.position();
            RlpReader change = changes.readList();
            long index = change.readLong();
            if (index <= last || index > MAX_INDEX) {
                throw new RlpException(at, "index " + index + " of an access list, more than " + last + " expected");
            }
            last = index;
            value.read(change);
            change.finish();
            count++;
        }
        return count;
    }
}
