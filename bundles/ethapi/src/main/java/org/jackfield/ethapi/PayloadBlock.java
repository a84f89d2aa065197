package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockAccessList;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Hex;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Sha256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;

/**
 * The block that a payload stands for (EIP-3675, "Block structure", and the later forks' fields).
 *
 * @param versionedHashes of the blobs that the consensus client knows of; from version 3 on
 * @param parentBeaconRoot from version 3 on
 * @param requests from version 4 on (EIP-7685)
 */
record PayloadBlock(
        Payload payload,
        Optional<List<byte[]>> versionedHashes,
        Optional<byte[]> parentBeaconRoot,
        Optional<List<byte[]>> requests) {

    private static final byte[] NO_OMMERS = Keccak256.hash(new byte[] {(byte) 0xc0});
    private static final int MAX_EXTRA_BYTES = 32;

    /** A payload that is no block, or not the one of its hash; the message says why. */
    static final class BrokenPayloadException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenPayloadException(String message) {
            super(message);
        }
    }

    NewBlock block() throws BrokenPayloadException {
        List<RawTransaction> transactions =
                payload.transactions().stream().map(RawTransaction::new).toList();
        checkBlobs(blobHashes(transactions));
        Optional<BlockAccessList> accessList = accessList();
        BlockBody body = new BlockBody(transactions, List.of(), payload.withdrawals());
        BlockHeader header = header(body);
        byte[] hash = payload.blockHash();
        if (!Arrays.equals(header.hash(), hash)) {
            throw new BrokenPayloadException(
                    "blockhash mismatch, want " + Hex.text(hash) + ", got " + Hex.text(header.hash()));
        }
        return new NewBlock(new Block(header, body), Optional.empty(), accessList);
    }

    /** EIP-7685: SHA-256 over those of all requests but empty ones. */
    static byte[] requestsHash(List<byte[]> requests) {
        return Sha256.hash(requests.stream()
                .filter(request -> request.length > 1)
                .map(Sha256::hash)
                .toArray(byte[][]::new));
    }

    /** Those of all transactions, each of which is read for that, and has to be well-formed. */
    private static List<byte[]> blobHashes(List<RawTransaction> transactions) throws BrokenPayloadException {
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            try {
                Transaction transaction = Transaction.decode(transactions.get(i));
                if (transaction.sidecar().isPresent()) {
                    throw new BrokenPayloadException("invalid transaction " + i + ": it has its sidecar with it");
                }
                hashes.addAll(transaction.blobHashes());
            } catch (RlpException e) {
                throw new BrokenPayloadException("invalid transaction " + i + ": " + e.getMessage());
            }
        }
        return hashes;
    }

    private void checkBlobs(List<byte[]> found) throws BrokenPayloadException {
        List<byte[]> expected = versionedHashes.orElse(List.of());
        if (found.size() != expected.size()) {
            throw new BrokenPayloadException(
                    "invalid number of versionedHashes: " + expected.size() + ", blobHashes: " + found.size());
        }
        for (int i = 0; i < found.size(); i++) {
            if (!Arrays.equals(found.get(i), expected.get(i))) {
                throw new BrokenPayloadException("invalid versionedHash at " + i + ": " + Hex.text(expected.get(i))
                        + ", blobHash: " + Hex.text(found.get(i)));
            }
        }
    }

    /** Its form; whether it tells the truth, only who executes the block knows. */
    private Optional<BlockAccessList> accessList() throws BrokenPayloadException {
        if (payload.blockAccessList().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(BlockAccessList.decode(payload.blockAccessList().get()));
        } catch (RlpException e) {
            throw new BrokenPayloadException("failed to decode BAL: " + e.getMessage());
        }
    }

    private BlockHeader header(BlockBody body) throws BrokenPayloadException {
        RpcObject fields = payload.fields();
        byte[] extra = fields.data("extraData");
        if (extra.length > MAX_EXTRA_BYTES) {
            throw new BrokenPayloadException("invalid extradata length: " + extra.length);
        }
        RlpWriter out = new RlpWriter(640).beginList();
        out.write(fields.data("parentHash", 32)).write(NO_OMMERS).write(fields.data("feeRecipient", 20));
        out.write(fields.data("stateRoot", 32)).write(body.transactionsRoot()).write(fields.data("receiptsRoot", 32));
        out.write(fields.data("logsBloom", 256)).write(0).write(payload.number());
        out.write(fields.quantity("gasLimit")).write(fields.quantity("gasUsed")).write(payload.timestamp());
        out.write(extra).write(fields.data("prevRandao", 32)).write(new byte[8]).write(fields.big("baseFeePerGas"));
        body.withdrawalsRoot().ifPresent(out::write);
        payload.blobGasUsed().ifPresent(out::write);
        payload.excessBlobGas().ifPresent(out::write);
        parentBeaconRoot.ifPresent(out::write);
        requests.map(PayloadBlock::requestsHash).ifPresent(out::write);
        payload.blockAccessList().map(Keccak256::hash).ifPresent(out::write);
        payload.slotNumber().ifPresent(out::write);
        try {
            return BlockHeader.decode(out.endList().toByteArray());
        } catch (RlpException e) {
            throw new BrokenPayloadException("invalid header: " + e.getMessage());
        }
    }
}
