package org.jackfield.mail;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.Criteria;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.jackfield.messages.NewMessage;
import org.jackfield.messages.ReceivedMessage;
import org.jackfield.messages.Recipient;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** Keys by their passwords, and messages that are not encrypted: {@code [password, signer, payload]}. */
final class FakeMessages {

    /** By id: passwords, and what signs. */
    final Map<String, String> held = new HashMap<>();

    final List<NewMessage> prepared = new ArrayList<>();

    /** What {@code prepare} is to give; done at once unless somebody replaces it. */
    CompletableFuture<Envelope> sealing = new CompletableFuture<>();

    boolean sealsAtOnce = true;
    private int ids;

    final KeyRing ring = (KeyRing) Proxy.newProxyInstance(
            KeyRing.class.getClassLoader(), new Class<?>[] {KeyRing.class}, (self, m, a) -> {
                return switch (m.getName()) {
                    case "holdPassword" -> hold((String) a[0]);
                    case "holdPair" -> hold("pair");
                    case "delete" -> held.remove((String) a[0]) != null;
                    default -> throw new UnsupportedOperationException(m.getName());
                };
            });

    final Messenger messenger = (Messenger) Proxy.newProxyInstance(
            Messenger.class.getClassLoader(), new Class<?>[] {Messenger.class}, (self, m, a) -> {
                return switch (m.getName()) {
                    case "open" -> open((Envelope) a[0], (Criteria) a[1]);
                    case "prepare" -> prepare((NewMessage) a[0]);
                    default -> throw new UnsupportedOperationException(m.getName());
                };
            });

    static Envelope sealed(String password, String signer, byte[] payload, long work) {
        byte[] data = new RlpWriter()
                .beginList()
                .write(password)
                .write(signer)
                .write(payload)
                .endList()
                .toByteArray();
        return Envelope.of(1_600_000_050, 50, new Topic(7), data, work);
    }

    private String hold(String what) {
        String id = "key " + ids++;
        held.put(id, what);
        return id;
    }

    private CompletableFuture<Envelope> prepare(NewMessage message) {
        prepared.add(message);
        String password = held.get(((Recipient.Holders) message.recipient()).keyId());
        String signer = held.get(message.signer().orElseThrow());
        Envelope envelope = sealed(password, signer, message.payload(), 1);
        return sealsAtOnce ? CompletableFuture.completedFuture(envelope) : sealing;
    }

    private Optional<ReceivedMessage> open(Envelope envelope, Criteria criteria) throws MessageException {
        String password = Optional.ofNullable(held.get(criteria.symmetric().orElseThrow()))
                .orElseThrow(() -> new MessageException("no such key"));
        try {
            RlpReader items = RlpReader.ofList(envelope.data());
            boolean ours = items.readText(100).equals(password);
            byte[] signer = items.readBytes();
            ReceivedMessage message = new ReceivedMessage(
                    envelope,
                    items.readBytes(),
                    new byte[0],
                    Optional.of(signer).filter(key -> key.length > 0),
                    Optional.empty(),
                    envelope.nonce());
            return ours ? Optional.of(message) : Optional.empty();
        } catch (RlpException e) {
            return Optional.empty();
        }
    }
}
