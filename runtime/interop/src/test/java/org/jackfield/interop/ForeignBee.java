package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jackfield.api.Enode;

/** A node of the original swarm. What it is told beyond these methods goes to its program, see {@link #program}. */
final class ForeignBee implements AutoCloseable {

    private final ForeignPeer program;
    private final Enode enode;
    private final String overlay;
    private final String publicKey;

    private ForeignBee(ForeignPeer program, JsonNode listening) {
        this.program = program;
        this.enode = Enode.parse(listening.path("enode").asText());
        this.overlay = listening.path("overlay").asText();
        this.publicKey = listening.path("publicKey").asText();
    }

    /** Skips the calling test where it cannot be had. The options are those of go-swarm/serve.go. */
    static ForeignBee of(SwarmOriginal original, String... options) throws IOException, InterruptedException {
        original.require();
        List<String> all = new ArrayList<>(List.of("--payloads=false"));
        all.addAll(List.of(options));
        ForeignPeer program = original.serve(all.toArray(String[]::new));
        return new ForeignBee(program, program.await("listening"));
    }

    ForeignPeer program() {
        return program;
    }

    Enode enode() {
        return enode;
    }

    /** Address in the network, in hexadecimal. */
    String overlay() {
        return overlay;
    }

    /** Of the account that the address comes from; messages are sealed for it. */
    String publicKey() {
        return publicKey;
    }

    /** Dials, and waits until both have read the other's handshake. */
    void meet(ForeignBee other) throws IOException, InterruptedException {
        program.say("dial " + other.enode);
        awaitHandshake(other);
        other.awaitHandshake(this);
    }

    void awaitHandshake(ForeignBee other) throws InterruptedException {
        program.await(
                "handshake", handshake -> handshake.path("overlay").asText().equals(other.overlay));
    }

    /** What it says of an upload: {@code reference} and {@code chunks}, the addresses. */
    JsonNode upload(byte[] content) throws IOException, InterruptedException {
        return upload("0x" + HexFormat.of().formatHex(content));
    }

    /** The same of a file, or with more words. */
    JsonNode upload(String words) throws IOException, InterruptedException {
        program.say("upload " + words);
        return program.await("uploaded");
    }

    /** What it says of a manifest of all files in a folder, with one that stands for the folder itself. */
    JsonNode uploadTree(Path folder, String index) throws IOException, InterruptedException {
        program.say("tree " + folder + " " + index);
        return program.await("uploaded");
    }

    /** What it says of content that it has or gets: {@code size}, {@code sha256} and, up to 64 KiB, {@code content}. */
    JsonNode download(String reference) throws IOException, InterruptedException {
        program.say("download " + reference);
        return program.await("downloaded");
    }

    /** The same of the file of a manifest. */
    JsonNode download(String manifest, String path) throws IOException, InterruptedException {
        program.say("get " + manifest + " " + path);
        return program.await("downloaded");
    }

    boolean has(String address) throws IOException, InterruptedException {
        program.say("has " + address);
        return program.await("has").path("here").asBoolean();
    }

    /** Waits until all chunks of an upload are in its store. */
    void awaitStored(JsonNode uploaded) throws InterruptedException {
        for (JsonNode address : uploaded.path("chunks")) {
            awaitStored(address.asText());
        }
    }

    void awaitStored(String address) throws InterruptedException {
        program.await("stored", stored -> stored.path("address").asText().equals(address));
    }

    /** By the network's measure. */
    BigInteger distance(String address) {
        return new BigInteger(overlay, 16).xor(new BigInteger(address, 16));
    }

    @Override
    public void close() {
        program.close();
    }
}
