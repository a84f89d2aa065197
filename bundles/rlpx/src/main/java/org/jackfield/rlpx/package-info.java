/**
 * The encrypted link (devp2p, rlpx.md). The handshake ({@link org.jackfield.rlpx.Initiator}, {@link
 * org.jackfield.rlpx.Recipient}) and the frames ({@link org.jackfield.rlpx.FrameEncoder}, {@link
 * org.jackfield.rlpx.FrameDecoder}) take bytes and return values; {@code SocketTransport} and what it
 * uses move those bytes through Netty, and nothing else here knows of sockets.
 */
package org.jackfield.rlpx;
