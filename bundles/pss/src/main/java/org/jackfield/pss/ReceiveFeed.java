package org.jackfield.pss;

import java.util.Map;
import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;

/** {@code pss_subscribe receive}: every message of a topic as it comes; raw ones and those for our neighbourhood if they are wanted. */
record ReceiveFeed(Pss pss) implements RpcFeed {

    @Override
    public String namespace() {
        return PssModule.NAMESPACE;
    }

    @Override
    public String name() {
        return "receive";
    }

    @Override
    public AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException {
        params.atMost(3);
        Interest interest = new Interest(KeyMethods.topic(params, 0), params.flag(1), params.flag(2));
        return pss.listen(interest, delivery -> notify.accept(json(delivery)));
    }

    /** As the original names them. */
    private static Map<String, Object> json(Delivery delivery) {
        return Map.of(
                "Msg",
                PssModule.hex(delivery.payload()),
                "Asymmetric",
                delivery.seal() == Seal.ASYMMETRIC,
                "Key",
                delivery.key());
    }
}
