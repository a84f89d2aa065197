package org.jackfield.api.rpc;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * JSON-RPC methods of one namespace. Register as a service and they can be called from then on; withdraw it and they
 * are gone. Several modules may share a namespace; where two have the same method, the higher {@code service.ranking}
 * answers.
 */
@ConsumerType
public interface RpcModule {

    /** The part of the method names before the underscore, such as {@code shh}. Asked once, at registration. */
    String namespace();

    /** By name without the namespace: {@code info} in {@code shh} is called as {@code shh_info}. Asked once. */
    Map<String, RpcMethod> methods();

    /**
     * Whether the methods are for the consensus client alone: they are then served on the authenticated port, where callers
     * show that they know the secret, and nowhere else. Asked once.
     */
    default boolean authenticated() {
        return false;
    }
}
