package org.jackfield.rlpx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.NodeKey;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The steps of a handshake, each next to the operations on the curve that it cannot do without ({@code bare}). Each side
 * needs two ephemeral key pairs; the dialing one makes auth and reads ack, the other reads auth and makes ack; both need the
 * secrets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class HandshakeStepBenchmark {

    private final NodeKey dialing = NodeKey.generate();
    private final NodeKey listening = NodeKey.generate();
    private final NodeId dialer = NodeId.of(dialing.publicKey());
    private final NodeId listener = NodeId.of(listening.publicKey());
    private final Ephemeral initiators = Ephemeral.generate();
    private final Ephemeral recipients = Ephemeral.generate();
    private final byte[] publicKey = Secp256k1.publicKey(recipients.privateKey());
    private final byte[] privateKey = initiators.privateKey();
    private final byte[] hash = initiators.nonce();
    private final byte[] signature = Secp256k1.sign(hash, privateKey);
    private byte[] auth;
    private byte[] ack;

    @Setup
    public void exchange() throws HandshakeException {
        auth = makeAuth();
        ack = new Recipient(listening, recipients)
                .read(ByteBuffer.wrap(auth))
                .orElseThrow()
                .reply();
    }

    /** The listening side's, which makes both its key pairs ahead. */
    @Benchmark
    public Recipient ephemeralKeys() {
        return new Recipient(listening);
    }

    @Benchmark
    public void ephemeralKeysBare(Blackhole sink) {
        sink.consume(Secp256k1.publicKey(privateKey));
        sink.consume(Secp256k1.publicKey(privateKey));
    }

    @Benchmark
    public byte[] makeAuth() throws HandshakeException {
        return Initiator.auth(dialing, listener, initiators);
    }

    /** The signature, the agreement that it is about, and that of ECIES. */
    @Benchmark
    public void makeAuthBare(Blackhole sink) throws IOException {
        sink.consume(Secp256k1.sharedX(publicKey, privateKey));
        sink.consume(Secp256k1.sign(hash, privateKey));
        sink.consume(Secp256k1.sharedX(publicKey, privateKey));
    }

    /** As {@link Recipient} does it between reading and answering. */
    @Benchmark
    public byte[] readAuth() throws IOException {
        RlpReader items = HandshakeMessage.open(auth, listening.privateKey());
        byte[] signed = items.readBytes(Secp256k1.SIGNATURE_BYTES);
        NodeId remote = NodeId.of(items.readBytes(NodeId.BYTES));
        byte[] nonce = items.readBytes(HandshakeMessage.NONCE_BYTES);
        byte[] shared = Secp256k1.sharedX(remote.bytes(), listening.privateKey());
        return Secp256k1.recover(KeyAgreement.xor(shared, nonce), signed);
    }

    /** Both agreements and the recovery. */
    @Benchmark
    public void readAuthBare(Blackhole sink) throws IOException {
        sink.consume(Secp256k1.sharedX(publicKey, privateKey));
        sink.consume(Secp256k1.sharedX(publicKey, privateKey));
        sink.consume(Secp256k1.recover(hash, signature));
    }

    /** The key pairs are not made here. */
    @Benchmark
    public byte[] makeAck() throws HandshakeException {
        RlpWriter items = new RlpWriter().beginList().write(publicKey).write(recipients.nonce());
        return HandshakeMessage.seal(items.write(4).endList(), dialer.bytes(), recipients.sealing());
    }

    @Benchmark
    public byte[] makeAckBare() throws IOException {
        return Secp256k1.sharedX(publicKey, privateKey);
    }

    @Benchmark
    public void readAck(Blackhole sink) throws IOException {
        RlpReader items = HandshakeMessage.open(ack, dialing.privateKey());
        sink.consume(items.readBytes(NodeId.BYTES));
        sink.consume(items.readBytes(HandshakeMessage.NONCE_BYTES));
    }

    @Benchmark
    public byte[] readAckBare() throws IOException {
        return Secp256k1.sharedX(publicKey, privateKey);
    }

    @Benchmark
    public Secrets secrets() throws HandshakeException {
        return new KeyAgreement(true, privateKey, publicKey, initiators.nonce(), recipients.nonce(), auth, ack)
                .secrets(listener);
    }

    @Benchmark
    public byte[] secretsBare() throws IOException {
        return Secp256k1.sharedX(publicKey, privateKey);
    }
}
