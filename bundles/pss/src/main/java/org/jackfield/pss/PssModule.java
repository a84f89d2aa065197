package org.jackfield.pss;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jackfield.api.rpc.HexText;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.overlay.Overlay;

/** {@code pss_*}: sending, and keys (ethersphere swarm v0.5.8, pss/api.go, whose words errors have). */
record PssModule(Pss pss, PssKeys keys, Handshakes handshakes) implements RpcModule {

    static final String NAMESPACE = "pss";

    private static final Topic NO_TOPIC = new Topic(0);

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new HashMap<>(new KeyMethods(keys).methods());
        methods.putAll(new HandshakeMethods(handshakes, HandshakeMethods.PATIENCE).methods());
        methods.put("baseAddr", params -> baseAddress());
        methods.put("stringToTopic", PssModule::topicNamed);
        methods.put(
                "sendRaw",
                params -> send(
                        params,
                        message -> pss.sendRaw(
                                KeyMethods.destination(params, 0), topic(params), message, PssRouter.SEALED_LIFE)));
        methods.put("sendSym", params -> send(params, message -> sendSymmetric(params, message)));
        methods.put(
                "sendAsym",
                params -> send(
                        params,
                        message -> pss.sendAsymmetric(KeyMethods.publicKey(params, 0), topic(params), message)));
        return methods;
    }

    static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private String baseAddress() throws RpcException {
        return pss.address().map(Overlay::toString).orElseThrow(() -> RpcException.failed("there is no address yet"));
    }

    private static Object topicNamed(RpcParams params) throws RpcException {
        params.atMost(1);
        Topic topic = Topic.named(params.text(0));
        if (topic.equals(NO_TOPIC)) {
            throw RpcException.failed("Topic string hashes to 0x00000000 and cannot be used");
        }
        return topic.toString();
    }

    private void sendSymmetric(RpcParams params, byte[] message) throws PssException, RpcException {
        String key = params.text(0);
        if (!handshakes.table().use(key)) {
            throw new PssException("symetric key expired (id: " + key + ')');
        }
        pss.sendSymmetric(key, topic(params), message);
    }

    private static Topic topic(RpcParams params) throws RpcException {
        return KeyMethods.topic(params, 1);
    }

    private interface Sending {
        void send(byte[] message) throws PssException, RpcException;
    }

    private static Object send(RpcParams params, Sending sending) throws RpcException {
        params.atMost(3);
        byte[] message = params.read(2, value -> HexText.data(HexText.of(value)));
        if (message.length == 0) {
            throw RpcException.failed("invalid message length");
        }
        try {
            sending.send(message);
            return null;
        } catch (PssException e) {
            throw RpcException.failed(e.getMessage());
        }
    }
}
