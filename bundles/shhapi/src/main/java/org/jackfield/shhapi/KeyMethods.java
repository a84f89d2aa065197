package org.jackfield.shhapi;

import java.util.Map;
import java.util.TreeMap;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;

/** Keys on the ring, by ids of 64 digits without {@code 0x}. */
record KeyMethods(KeyRing ring) {

    Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new TreeMap<>();
        methods.put("newKeyPair", params -> made(params, 0, ring::newPair));
        methods.put("addPrivateKey", params -> made(params, 1, () -> ring.addPair(data(params))));
        methods.put("deleteKeyPair", this::deletePair);
        methods.put("hasKeyPair", params -> has(id(params), true));
        methods.put("getPublicKey", params -> shown(() -> ring.publicKey(id(params))));
        methods.put("getPrivateKey", params -> shown(() -> ring.privateKey(id(params))));
        methods.put("newSymKey", params -> made(params, 0, ring::newSymmetric));
        methods.put("addSymKey", params -> made(params, 1, () -> ring.addSymmetric(data(params))));
        methods.put("generateSymKeyFromPassword", params -> made(params, 1, () -> ring.addPassword(params.text(0))));
        methods.put("hasSymKey", params -> has(id(params), false));
        methods.put("getSymKey", params -> shown(() -> ring.symmetric(id(params))));
        methods.put("deleteSymKey", params -> delete(id(params), false));
        return methods;
    }

    private Object deletePair(RpcParams params) throws RpcException {
        String id = id(params);
        if (!delete(id, true)) {
            throw RpcException.failed("key pair " + (id.length() > 64 ? id.substring(0, 64) + "…" : id) + " not found");
        }
        return true;
    }

    private boolean delete(String id, boolean pair) throws RpcException {
        try {
            return has(id, pair) && ring.delete(id);
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private boolean has(String id, boolean pair) {
        return ring.entries().stream()
                .anyMatch(entry -> entry.pair() == pair && entry.id().equals(id));
    }

    private interface Action<T> {
        T run() throws MessageException, RpcException;
    }

    private static String made(RpcParams params, int count, Action<String> action) throws RpcException {
        params.atMost(count);
        return run(action);
    }

    private static String shown(Action<byte[]> action) throws RpcException {
        return Values.hex(run(action));
    }

    private static <T> T run(Action<T> action) throws RpcException {
        try {
            return action.run();
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private static String id(RpcParams params) throws RpcException {
        params.atMost(1);
        return params.text(0);
    }

    private static byte[] data(RpcParams params) throws RpcException {
        return params.read(0, value -> HexText.data(HexText.of(value)));
    }
}
