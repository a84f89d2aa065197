package org.jackfield.api.rpc;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something to subscribe to over a connection that stays, as with {@code eth_subscribe}. Register as a service and it can be
 * subscribed to from then on; withdraw it and its subscriptions end.
 */
@ConsumerType
public interface RpcFeed {

    /** The part before {@code _subscribe}, such as {@code eth}. Asked once, at registration. */
    String namespace();

    /** The first argument of the call, such as {@code newHeads}. Asked once. */
    String name();

    /**
     * Begins one subscription.
     *
     * @param params what follows the name
     * @param notify takes values as {@link RpcMethod#call} returns them, on any thread; does not block. Who reads too slowly is
     *     disconnected
     * @return closing it ends the subscription; called once
     * @throws RpcException to refuse it with this error
     */
    AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException;
}
