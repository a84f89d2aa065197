package org.jackfield.ethapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Address;

/** The arguments of a call in Ethereum's types. What is malformed is refused in geth's words. */
record Arguments(RpcParams params) {

    private static final int HASH_BYTES = 32;

    /** @throws RpcException if there are more than {@code count} */
    static Arguments of(RpcParams params, int count) throws RpcException {
        params.atMost(count);
        return new Arguments(params);
    }

    boolean has(int index) {
        return params.has(index);
    }

    /** Empty if it is missing or null. */
    Optional<Object> value(int index) {
        return params.value(index);
    }

    byte[] hash(int index) throws RpcException {
        return parse(index, Arguments::hash);
    }

    Address address(int index) throws RpcException {
        return parse(index, value -> Address.of(HexText.data(HexText.of(value), Address.BYTES, "common.Address")));
    }

    byte[] data(int index) throws RpcException {
        return parse(index, value -> HexText.data(HexText.of(value)));
    }

    long quantity(int index) throws RpcException {
        return parse(index, HexText::quantity);
    }

    boolean flag(int index) throws RpcException {
        return params.flag(index);
    }

    RpcObject object(int index) throws RpcException {
        return params.object(index);
    }

    List<?> list(int index) throws RpcException {
        return params.list(index);
    }

    /** A number or one of the words for a block. */
    BlockId block(int index) throws RpcException {
        return parse(index, value -> BlockId.parse(HexText.of(value)));
    }

    /** Also a hash, or an object of geth's {@code BlockNumberOrHash}. */
    BlockId blockOrHash(int index) throws RpcException {
        return parse(index, BlockId::parseAny);
    }

    /** Names the argument in what a reading complains of. */
    <T> T parse(int index, RpcParams.Reading<T> reading) throws RpcException {
        return params.read(index, reading);
    }

    static byte[] hash(Object value) {
        return HexText.data(HexText.of(value), HASH_BYTES, "common.Hash");
    }

    /** A member of an object that may be missing or null. */
    static Optional<Object> member(Map<?, ?> object, String name) {
        return Optional.ofNullable(object.get(name));
    }
}
