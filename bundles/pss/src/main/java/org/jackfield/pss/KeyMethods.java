package org.jackfield.pss;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;

/** With whom we write by which keys (ethersphere swarm v0.5.8, pss/api.go and keystore.go, whose words errors have). */
record KeyMethods(PssKeys keys) {

    Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new TreeMap<>();
        methods.put("getPublicKey", params -> PssModule.hex(keys.publicKey()));
        methods.put("setPeerPublicKey", this::setPeer);
        methods.put("setSymmetricKey", params -> addSymmetric(params.read(0, KeyMethods::key), params, 1));
        methods.put("generateSymmetricKey", params -> addSymmetric(KeyTable.newKey(), params, 0));
        methods.put("getSymmetricKey", this::symmetricKey);
        methods.put("getSymmetricAddressHint", params -> address(topic(params, 0), false, params.text(1)));
        methods.put("getAsymmetricAddressHint", params -> address(topic(params, 0), true, params.text(1)));
        methods.put("getAddress", params -> address(topic(params, 0), params.flag(1), params.text(2)));
        methods.put("getPeerTopics", this::peerTopics);
        methods.put("getPeerAddress", this::peerAddress);
        return methods;
    }

    static Topic topic(RpcParams params, int index) throws RpcException {
        return params.read(index, value -> Topic.of(HexText.data(HexText.of(value), Topic.BYTES, "Topic")));
    }

    static Destination destination(RpcParams params, int index) throws RpcException {
        return params.read(index, value -> Destination.of(HexText.data(HexText.of(value))));
    }

    /** A public key names a peer in hexadecimal. */
    static byte[] publicKey(RpcParams params, int index) throws RpcException {
        return params.read(index, value -> HexText.data(HexText.of(value)));
    }

    private Object setPeer(RpcParams params) throws RpcException {
        params.atMost(3);
        try {
            keys.setPeer(publicKey(params, 0), topic(params, 1), destination(params, 2));
            return null;
        } catch (PssException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    /** @param at where topic, address and whether it is for reading follow */
    private Object addSymmetric(byte[] key, RpcParams params, int at) throws RpcException {
        params.atMost(at + 3);
        try {
            return keys.addSymmetric(key, topic(params, at), destination(params, at + 1), params.flag(at + 2));
        } catch (PssException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private Object symmetricKey(RpcParams params) throws RpcException {
        params.atMost(1);
        return PssModule.hex(
                keys.symmetric(params.text(0)).orElseThrow(() -> RpcException.failed("non-existent key ID")));
    }

    private Object peerTopics(RpcParams params) throws RpcException {
        params.atMost(1);
        return keys.peer(publicKey(params, 0)).keySet().stream()
                .map(Topic::toString)
                .sorted()
                .toList();
    }

    private Object peerAddress(RpcParams params) throws RpcException {
        params.atMost(2);
        Topic topic = topic(params, 1);
        return Optional.ofNullable(keys.peer(publicKey(params, 0)).get(topic))
                .map(Destination::toString)
                .orElseThrow(() -> RpcException.failed(
                        "peer with pubkey " + params.values().get(0) + ", topic "
                                + HexFormat.of().formatHex(topic.bytes()) + " not found"));
    }

    private String address(Topic topic, boolean asymmetric, String key) throws RpcException {
        Map<Topic, Destination> known = asymmetric ? keys.peer(named(key)) : keys.holders(key);
        return Optional.ofNullable(known.get(topic))
                .map(Destination::toString)
                .orElseThrow(() -> RpcException.failed(
                        (asymmetric ? "pubkey" : "symkey") + "/topic pair " + key + '/' + topic + " doesn't exist"));
    }

    private static byte[] named(String publicKey) throws RpcException {
        try {
            return HexText.data(publicKey);
        } catch (IllegalArgumentException e) {
            throw RpcException.invalidParams(e.getMessage());
        }
    }

    /** In hexadecimal, or in Base64, which the original's own client sends. */
    private static byte[] key(Object value) {
        String text = HexText.of(value);
        return text.startsWith("0x") ? HexText.data(text) : Base64.getDecoder().decode(text);
    }
}
