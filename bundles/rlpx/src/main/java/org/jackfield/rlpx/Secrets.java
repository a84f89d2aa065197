package org.jackfield.rlpx;

import org.jackfield.api.NodeId;
import org.jackfield.crypto.Keccak256;

/**
 * What a handshake yields (rlpx.md, "Initial Handshake" and "MAC"). That {@code remote} really holds its key is only
 * proven by the first frame whose MAC is right: nobody else can compute the secrets.
 *
 * @param remote the other side's static key
 * @param aes 32 bytes, key of both directions' AES-256-CTR
 * @param mac 32 bytes, key of the MACs' AES-256
 * @param egress running state of the MAC of what we send; given away
 * @param ingress running state of the MAC of what we receive; given away
 */
record Secrets(NodeId remote, byte[] aes, byte[] mac, Keccak256 egress, Keccak256 ingress) {}
