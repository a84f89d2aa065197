package org.jackfield.ethapi;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.ChainWriter;

/**
 * {@code engine_forkchoiceUpdated}: a head that is here becomes the head of the chain, one that is not is fetched. Either way
 * it is what synchronization goes for from then on, and no head that peers tell of; and the answer is SYNCING, as nothing is
 * executed. Used by one thread at a time.
 */
final class ForkChoice {

    private static final byte[] NONE = new byte[32];

    private final Blocks blocks;
    private final ChainWriter writer;
    private final InvalidBlocks invalid;
    private final Consumer<byte[]> target;

    /** @param target called with every head that is chosen, before the chain moves to it */
    ForkChoice(Blocks blocks, ChainWriter writer, InvalidBlocks invalid, Consumer<byte[]> target) {
        this.blocks = blocks;
        this.writer = writer;
        this.invalid = invalid;
        this.target = target;
    }

    /** {@code ForkchoiceStateV1}; 32 zero bytes where the consensus client has none. */
    private record State(byte[] head, byte[] safe, byte[] finalized) {

        static State of(RpcObject fields) {
            return new State(
                    fields.data("headBlockHash", 32),
                    fields.data("safeBlockHash", 32),
                    fields.data("finalizedBlockHash", 32));
        }
    }

    /**
     * @throws RpcException if the call is malformed, or its blocks are not of one chain
     * @throws IOException if the disk fails
     */
    PayloadStatus.Choice choose(RpcObject fields) throws RpcException, IOException {
        State state;
        try {
            state = State.of(fields);
        } catch (IllegalArgumentException e) {
            throw EngineError.params(e.getMessage());
        }
        return PayloadStatus.Choice.of(choose(state));
    }

    private PayloadStatus choose(State state) throws RpcException, IOException {
        if (Arrays.equals(state.head(), NONE)) {
            return PayloadStatus.invalid("no head");
        }
        Optional<BlockHeader> head = blocks.chain().header(state.head());
        if (head.isEmpty()) {
            Optional<String> reason = invalid.reason(state.head());
            reason.ifPresentOrElse(known -> {}, () -> target.accept(state.head()));
            return reason.map(PayloadStatus::invalid).orElse(PayloadStatus.SYNCING);
        }
        if (isBehindFinalized(head.get())) {
            return PayloadStatus.SYNCING;
        }
        checkAncestor(state.finalized(), head.get(), "final");
        checkAncestor(state.safe(), head.get(), "safe");
        target.accept(state.head());
        if (!Arrays.equals(blocks.chain().head().hash(), state.head())) {
            writer.choose(state.head());
        }
        remember(state);
        return PayloadStatus.SYNCING;
    }

    private void remember(State state) {
        if (!Arrays.equals(state.safe(), NONE)) {
            blocks.finality().safe(state.safe());
        }
        if (!Arrays.equals(state.finalized(), NONE)) {
            blocks.finality().finalized(state.finalized());
        }
    }

    /** Such a choice is out of date: it is passed over (paris.md, engine_forkchoiceUpdatedV1, 2). */
    private boolean isBehindFinalized(BlockHeader head) {
        return blocks.finality()
                .finalized()
                .flatMap(blocks.chain()::header)
                .filter(finalized -> head.number() < finalized.number() && blocks.isCanonical(head))
                .isPresent();
    }

    private void checkAncestor(byte[] hash, BlockHeader head, String what) throws RpcException {
        if (Arrays.equals(hash, NONE)) {
            return;
        }
        BlockHeader block =
                blocks.chain().header(hash).orElseThrow(() -> EngineError.forkchoice(what + " block not available"));
        BlockHeader at = head;
        while (at.number() > block.number() && !blocks.isCanonical(at)) {
            at = blocks.chain()
                    .header(at.parentHash())
                    .orElseThrow(() -> EngineError.forkchoice(what + " block not in the chain of the head"));
        }
        boolean ancestor =
                at.number() > block.number() ? blocks.isCanonical(block) : Arrays.equals(at.hash(), block.hash());
        if (!ancestor) {
            throw EngineError.forkchoice(what + " block not in the chain of the head");
        }
    }
}
