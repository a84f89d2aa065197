package org.jackfield.rlpx;

/**
 * The two directions of a link after the handshake.
 *
 * @param encoder what we send
 * @param decoder what we receive
 */
record Session(FrameEncoder encoder, FrameDecoder decoder) {

    /** Takes over the running states in {@code secrets}. */
    static Session of(Secrets secrets, Scratch scratch) {
        Aes blocks = Aes.block(secrets.mac());
        return new Session(
                new FrameEncoder(Aes.stream(secrets.aes()), new FrameMac(secrets.egress(), blocks, scratch), scratch),
                new FrameDecoder(Aes.stream(secrets.aes()), new FrameMac(secrets.ingress(), blocks, scratch), scratch));
    }
}
