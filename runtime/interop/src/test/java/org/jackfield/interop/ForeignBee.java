package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jackfield.api.Enode;
import org.jackfield.itest.Await;

/** A node of the original swarm. What it is told beyond these methods goes to its program, see {@link #program}. */
final class ForeignBee implements Bee {

    private final ForeignPeer program;
    private final Enode enode;
    private final String overlay;
    private final String publicKey;
    private final SwarmGateway gateway;

    private ForeignBee(ForeignPeer program, JsonNode listening) {
        this.program = program;
        this.enode = Enode.parse(listening.path("enode").asText());
        this.overlay = listening.path("overlay").asText();
        this.publicKey = listening.path("publicKey").asText();
        this.gateway = new SwarmGateway("http://" + listening.path("http").asText());
    }

    /** Skips the calling test where it cannot be had. The options are those of go-swarm/serve.go. */
    static ForeignBee of(SwarmOriginal original, String... options) throws IOException, InterruptedException {
        original.require();
        List<String> all = new ArrayList<>(List.of("--payloads=false", "--http", "127.0.0.1:0"));
        all.addAll(List.of(options));
        ForeignPeer program = original.serve(all.toArray(String[]::new));
        return new ForeignBee(program, program.await("listening"));
    }

    /** One that neither syncs nor dials of its own accord. */
    static ForeignBee alone(SwarmOriginal original) throws IOException, InterruptedException {
        return of(original, "--sync=false", "--autoconnect=false");
    }

    /** The same in a half of all addresses, at the place of that number. */
    static ForeignBee alone(SwarmOriginal original, Half half, int number) throws IOException, InterruptedException {
        return of(original, "--sync=false", "--autoconnect=false", "--account", half.keyDigits(number));
    }

    ForeignPeer program() {
        return program;
    }

    @Override
    public Enode enode() {
        return enode;
    }

    @Override
    public String overlay() {
        return overlay;
    }

    /** Of the account that the address comes from; messages are sealed for it. */
    String publicKey() {
        return publicKey;
    }

    @Override
    public SwarmGateway gateway() {
        return gateway;
    }

    @Override
    public void dial(Enode other) throws IOException {
        program.say("dial " + other);
    }

    @Override
    public void awaitHandshake(Bee other) throws Exception {
        handshake(other);
        Await.until("a place in the table for " + other.enode(), () -> isConnected(other));
    }

    private boolean isConnected(Bee other) throws IOException, InterruptedException {
        for (JsonNode row : table().path("connections")) {
            for (JsonNode node : row) {
                if (node.asText().equals(other.overlay())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Waits for the other's handshake: {@code version}, {@code network}, {@code overlay}, {@code underlay}, ... */
    JsonNode handshake(Bee other) throws InterruptedException {
        return program.await(
                "handshake", handshake -> handshake.path("overlay").asText().equals(other.overlay()));
    }

    /** The table. */
    JsonNode table() throws IOException, InterruptedException {
        program.say("hive");
        return program.await("hive").path("table");
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

    /**
     * What it says of content that it has or gets: {@code size}, {@code sha256} and, up to 64 KiB, {@code content}.
     *
     * @throws IOException if it does not find it
     */
    JsonNode download(String reference) throws IOException, InterruptedException {
        program.say("download " + reference);
        return downloaded();
    }

    /** The same of the file of a manifest. */
    JsonNode download(String manifest, String path) throws IOException, InterruptedException {
        program.say("get " + manifest + " " + path);
        return downloaded();
    }

    private JsonNode downloaded() throws IOException, InterruptedException {
        JsonNode answer = program.await(Set.of("downloaded", "refused"));
        if (answer.has("why")) {
            throw new IOException(answer.toString());
        }
        return answer;
    }

    /** Not by its gateway, which reads ahead and then drops who sends what it has asked for twice. */
    @Override
    public String fetch(String reference) throws IOException, InterruptedException {
        return download(reference).path("sha256").asText();
    }

    @Override
    public boolean has(String address) throws IOException, InterruptedException {
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
