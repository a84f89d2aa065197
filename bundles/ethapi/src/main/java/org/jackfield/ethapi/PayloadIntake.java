package org.jackfield.ethapi;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ChainWriter;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.RejectedBlockException;

/**
 * {@code engine_newPayload}. A payload whose parent is here is verified as every block is and stored; it becomes the head by
 * {@link ForkChoice} only. Used by one thread at a time.
 */
final class PayloadIntake {

    private final Blocks blocks;
    private final ChainWriter writer;
    private final InvalidBlocks invalid;

    PayloadIntake(Blocks blocks, ChainWriter writer, InvalidBlocks invalid) {
        this.blocks = blocks;
        this.writer = writer;
        this.invalid = invalid;
    }

    /**
     * @throws RpcException if the call is not one of that version
     * @throws IOException if the disk fails
     */
    PayloadStatus take(PayloadVersion version, Arguments arguments) throws RpcException, IOException {
        PayloadBlock call = read(version, arguments);
        version.check(call, blocks.chain().genesis());
        try {
            return take(call.block());
        } catch (PayloadBlock.BrokenPayloadException e) {
            return PayloadStatus.invalid(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw EngineError.params(e.getMessage());
        }
    }

    private PayloadStatus take(NewBlock block) throws IOException {
        BlockHeader header = block.block().header();
        if (isStored(block)) {
            return unexecuted(header);
        }
        Optional<String> reason = invalid.reason(header.hash()).or(() -> invalid.reason(header.parentHash()));
        if (reason.isPresent()) {
            return reject(header, reason.get());
        }
        if (blocks.chain().header(header.parentHash()).isEmpty()) {
            return PayloadStatus.SYNCING;
        }
        try {
            writer.store(List.of(block));
            return unexecuted(header);
        } catch (RejectedBlockException e) {
            return e.kind() == RejectedBlockException.Kind.INVALID
                    ? reject(header, e.getMessage())
                    : PayloadStatus.SYNCING;
        }
    }

    /** One that was fetched before may lack the access list that this payload has. */
    private boolean isStored(NewBlock block) {
        byte[] hash = block.block().header().hash();
        boolean complete =
                block.accessList().isEmpty() || blocks.chain().accessList(hash).isPresent();
        return complete && blocks.chain().header(hash).isPresent();
    }

    private PayloadStatus reject(BlockHeader header, String reason) {
        invalid.add(header.hash(), reason);
        return PayloadStatus.invalid(reason);
    }

    /** Of a block that is stored, and as good as one can tell without the state. */
    private PayloadStatus unexecuted(BlockHeader header) {
        return blocks.isCanonical(header) || extendsHead(header) ? PayloadStatus.SYNCING : PayloadStatus.ACCEPTED;
    }

    private boolean extendsHead(BlockHeader header) {
        ChainHead head = blocks.chain().head();
        Optional<BlockHeader> ancestor = Optional.of(header);
        while (ancestor.filter(each -> each.number() > head.number()).isPresent()) {
            ancestor = blocks.chain().header(ancestor.get().parentHash());
        }
        return ancestor.filter(each -> Arrays.equals(each.hash(), head.hash())).isPresent();
    }

    private static PayloadBlock read(PayloadVersion version, Arguments arguments) throws RpcException {
        arguments.params().atMost(version.arguments());
        try {
            return new PayloadBlock(
                    Payload.of(arguments.object(0)),
                    arguments.value(1).map(RpcObject::hashes),
                    arguments.value(2).map(value -> RpcObject.sized(value, 32)),
                    arguments.value(3).map(RpcObject::dataList));
        } catch (IllegalArgumentException e) {
            throw EngineError.params(e.getMessage());
        }
    }
}
