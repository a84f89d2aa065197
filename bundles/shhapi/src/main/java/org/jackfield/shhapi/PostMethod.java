package org.jackfield.shhapi;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.Messenger;
import org.jackfield.messages.NewMessage;
import org.jackfield.messages.Recipient;

/** {@code post}: the answer is the envelope's hash, once it is sealed and in the pool, or with the one peer. */
record PostMethod(Messenger messenger, Patience patience) {

    /** For the seals that are before ours; the work itself has its own time. */
    private static final long QUEUE_SECONDS = 20;

    Object call(RpcParams params) throws RpcException, InterruptedException {
        params.atMost(1);
        RpcObject fields = params.object(0);
        NewMessage message = params.read(0, value -> message(fields));
        Optional<NodeId> peer = peer(params.read(0, value -> Values.text(fields, "targetPeer")));
        long seconds = message.effort().time().toSeconds();
        return patience.await(
                        () -> peer.isPresent()
                                ? messenger.post(message, peer.get(), share -> {})
                                : messenger.post(message, share -> {}),
                        seconds + QUEUE_SECONDS,
                        "failed to reach the PoW target, specified pow time (" + seconds + " seconds) was insufficient")
                .hex();
    }

    private static NewMessage message(RpcObject fields) throws RpcException {
        return new NewMessage(
                recipient(fields),
                Values.text(fields, "sig"),
                Values.uint32(fields, "ttl"),
                Values.topic(fields, "topic").orElse(new Topic(0)),
                Values.data(fields, "payload").orElse(new byte[0]),
                Values.data(fields, "padding"),
                new Effort(Values.number(fields, "powTarget"), Duration.ofSeconds(Values.uint32(fields, "powTime"))));
    }

    private static Recipient recipient(RpcObject fields) throws RpcException {
        Optional<String> symmetric = Values.text(fields, "symKeyID");
        Optional<byte[]> publicKey = Values.data(fields, "pubKey");
        if (symmetric.isPresent() == publicKey.isPresent()) {
            throw RpcException.failed("specify either a symmetric or an asymmetric key");
        }
        return symmetric.<Recipient>map(Recipient.Holders::new).orElseGet(() -> new Recipient.Owner(publicKey.get()));
    }

    private static Optional<NodeId> peer(Optional<String> url) throws RpcException {
        try {
            return url.map(PeerUrl::parse);
        } catch (IllegalArgumentException e) {
            throw RpcException.failed("failed to parse target peer: " + e.getMessage());
        }
    }
}
