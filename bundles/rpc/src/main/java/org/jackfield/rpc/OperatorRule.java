package org.jackfield.rpc;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who may call an {@link OperatorMethod}. Whoever can have the node load code is its master, so {@link RequestGate} alone
 * is not relied upon: it lets any Host through if the configuration says so.
 *
 * @param reachable whether the operator's methods can be called at all
 */
record OperatorRule(boolean reachable) {

    /**
     * @param listen where the server is bound; other machines reach it unless that is a loopback address
     * @param adminRemote whether the methods can be called even so
     */
    static OperatorRule of(InetSocketAddress listen, boolean adminRemote) {
        return new OperatorRule(adminRemote || listen.getAddress().isLoopbackAddress());
    }

    /**
     * @param origin the request's header of that name: a browser sends one with every POST, and no script in a page can
     *     leave it out
     */
    boolean admits(Optional<String> origin) {
        return reachable && origin.isEmpty();
    }
}
