package org.jackfield.rlpx;

import java.net.InetSocketAddress;
import org.jackfield.api.NodeId;

/**
 * Who is at the ends of a link.
 *
 * @param remoteId proven by the encryption handshake
 * @param inbound whether the other side dialed
 */
record Endpoints(NodeId remoteId, InetSocketAddress local, InetSocketAddress remote, boolean inbound) {}
