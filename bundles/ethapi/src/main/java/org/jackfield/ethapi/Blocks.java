package org.jackfield.ethapi;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Chain;
import org.jackfield.rlp.RlpException;

/** The chain's blocks by the names that callers have for them. */
record Blocks(Chain chain, Finality finality) {

    /**
     * Empty if there is no such block.
     *
     * @throws RpcException as geth answers for blocks that there may be and are not
     */
    Optional<BlockHeader> header(BlockId id) throws RpcException {
        if (id instanceof BlockId.Numbered numbered) {
            return numbered.number() > chain.head().number() ? Optional.empty() : chain.header(numbered.number());
        }
        if (id instanceof BlockId.Hashed hashed) {
            return header(hashed);
        }
        switch ((BlockId.Tag) id) {
            case EARLIEST:
                return Optional.of(chain.genesis().header());
            case LATEST:
                return chain.header(chain.head().hash());
            case SAFE:
                return Optional.of(named(finality.safe(), "safe block not found"));
            case FINALIZED:
                return Optional.of(named(finality.finalized(), "finalized block not found"));
            default:
                throw RpcException.failed("pending block is not available");
        }
    }

    Optional<Block> block(BlockId id) throws RpcException {
        return header(id).flatMap(this::block);
    }

    Optional<Block> block(BlockHeader header) {
        return chain.body(header.hash()).map(encoded -> new Block(header, decode(encoded)));
    }

    boolean isCanonical(BlockHeader header) {
        return chain.isCanonical(header.number(), header.hash());
    }

    private Optional<BlockHeader> header(BlockId.Hashed id) throws RpcException {
        Optional<BlockHeader> header = chain.header(id.hash());
        if (id.canonical() && header.isPresent() && !isCanonical(header.get())) {
            throw RpcException.failed("hash is not currently canonical");
        }
        return header;
    }

    private BlockHeader named(Optional<byte[]> hash, String missing) throws RpcException {
        return hash.flatMap(chain::header).orElseThrow(() -> RpcException.failed(missing));
    }

    private static BlockBody decode(byte[] encoded) {
        try {
            return BlockBody.decode(encoded);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store holds a body that cannot be read", e);
        }
    }
}
