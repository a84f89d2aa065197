package org.jackfield.messages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the messenger does is done at once here: its worker is the caller. */
class EnvelopeMessengerTest {

    private static final Topic TOPIC = new Topic(0x01020304);
    private static final Topic OTHER_TOPIC = new Topic(0x0a0b0c0d);
    private static final NodeId PEER = NodeId.of(new byte[NodeId.BYTES]);

    @TempDir
    Path folder;

    private final FakeEnvelopes envelopes = new FakeEnvelopes();
    private final AtomicLong nanoTime = new AtomicLong();
    private StoredKeyRing ring;
    private EnvelopeMessenger messenger;
    private String symmetric;
    private String pair;

    @BeforeEach
    void open() throws Exception {
        ring = StoredKeyRing.open(folder, Optional.empty());
        symmetric = ring.newSymmetric();
        pair = ring.newPair();
        messenger = new EnvelopeMessenger(ring, envelopes, envelopes, envelopes, Runnable::run, nanoTime::get);
        envelopes.listener = Optional.of(messenger);
    }

    @Test
    void passesASymmetricMessage() throws Exception {
        List<ReceivedMessage> heard = heard(Criteria.withSymmetric(symmetric));

        Hash hash = post(message("hello"));

        ReceivedMessage message = only(heard);
        assertEquals("hello", text(message));
        assertEquals(hash, message.envelope().hash());
        assertEquals(TOPIC, message.envelope().topic());
        assertEquals(Composer.USUAL_TTL, message.envelope().ttl());
        assertEquals(2.0, message.work());
        assertTrue(message.signer().isEmpty());
        assertTrue(message.recipient().isEmpty());
    }

    @Test
    void passesASignedMessageForOne() throws Exception {
        String other = ring.newPair();
        List<ReceivedMessage> heard = heard(forPair(pair));
        List<ReceivedMessage> notForThem = heard(forPair(other));

        post(new NewMessage(
                new Recipient.Owner(ring.publicKey(pair)),
                Optional.of(other),
                7,
                new Topic(0),
                "psst".getBytes(),
                Optional.of(new byte[] {9}),
                new Effort(2, Duration.ZERO)));

        ReceivedMessage message = only(heard);
        assertArrayEquals(ring.publicKey(other), message.signer().orElseThrow());
        assertArrayEquals(ring.publicKey(pair), message.recipient().orElseThrow());
        assertArrayEquals(new byte[] {9}, message.padding());
        assertEquals(7, message.envelope().ttl());
        assertEquals(0, notForThem.size());
    }

    @Test
    void preparesWithoutSending() throws Exception {
        List<Double> progress = new ArrayList<>();

        Envelope envelope = messenger.prepare(message("hello"), progress::add).join();

        assertEquals(List.of(0.5), progress);
        assertEquals(0, envelopes.pooled.size());
        assertEquals(
                "hello",
                text(messenger.open(envelope, Criteria.withSymmetric(symmetric)).orElseThrow()));
    }

    @Test
    void opensOnlyWhatTheCriteriaWant() throws Exception {
        Envelope envelope =
                messenger.prepare(signed("hello", pair), share -> {}).join();
        Optional<byte[]> nobody = Optional.empty();
        Optional<byte[]> signer = Optional.of(ring.publicKey(pair));
        Optional<byte[]> another = Optional.of(ring.publicKey(ring.newPair()));

        assertTrue(messenger.open(envelope, criteria(nobody, 2, TOPIC)).isPresent());
        assertTrue(messenger
                .open(envelope, criteria(signer, 2, OTHER_TOPIC, TOPIC))
                .isPresent());
        assertFalse(messenger.open(envelope, criteria(another, 2, TOPIC)).isPresent());
        assertFalse(messenger.open(envelope, criteria(nobody, 2.1, TOPIC)).isPresent());
        assertFalse(messenger.open(envelope, criteria(nobody, 2, OTHER_TOPIC)).isPresent());
        assertFalse(messenger
                .open(envelope, Criteria.withSymmetric(ring.newSymmetric()))
                .isPresent());
        assertFalse(messenger.open(envelope, forPair(pair)).isPresent());
    }

    @Test
    void refusesWhatCannotBeSent() throws Exception {
        String zero = ring.addSymmetric(new byte[32]);
        assertRefused("message rejected, PoW too low", message("x", TOPIC, holders(symmetric), 1.9));
        assertRefused("message rejected, PoW too low", message("x", TOPIC, holders(symmetric), -1));
        assertRefused("missing topic(s)", message("x", new Topic(0), holders(symmetric), 2));
        assertRefused("non-existent key ID", message("x", TOPIC, holders(pair), 2));
        assertRefused("invalid symmetric key", message("x", TOPIC, holders(zero), 2));
        assertRefused("invalid public key", message("x", TOPIC, new Recipient.Owner(new byte[65]), 2));
        assertRefused("invalid public key", message("x", TOPIC, new Recipient.Owner(new byte[0]), 2));
        assertRefused("invalid id", signed("x", symmetric));
        assertEquals(0, envelopes.pooled.size());
    }

    @Test
    void refusesWhatIsTooLongBeforeWorkingOnIt() throws Exception {
        envelopes.change(settings -> settings.withMaxMessageBytes(20 + 256 + 28));

        post(message("x".repeat(253)));
        for (int length : new int[] {254, 300, 400}) {
            MessageException refusal = assertThrows(MessageException.class, () -> post(message("x".repeat(length))));
            assertTrue(refusal.getMessage().startsWith("the message is too long"), refusal.getMessage());
        }
        envelopes.change(settings -> settings.withMaxMessageBytes(10 << 20));
        post(message("x".repeat(1 << 20)));
    }

    @Test
    void tellsWhyThePoolDoesNotTakeIt() throws Exception {
        NewMessage expired = new NewMessage(
                holders(symmetric),
                Optional.empty(),
                1,
                TOPIC,
                new byte[1],
                Optional.empty(),
                new Effort(2, Duration.ZERO));
        assertEquals("failed to add envelope: it has expired", failure(expired).getMessage());

        envelopes.change(settings -> settings.withInterest(Bloom.EMPTY));
        assertEquals("of no interest", failure(message("x")).getMessage());
    }

    @Test
    void failsAsSealingDoes() throws Exception {
        NewMessage hard = message("x", TOPIC, holders(symmetric), 2_000);

        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> messenger.post(hard, share -> {}).join());

        assertInstanceOf(TimeoutException.class, failure.getCause());
    }

    @Test
    void endsTheWorkOnAMessageThatIsCancelled() throws Exception {
        NewMessage endless = new NewMessage(
                holders(symmetric),
                Optional.empty(),
                0,
                TOPIC,
                new byte[1],
                Optional.empty(),
                new Effort(2_000, Duration.ofHours(1)));

        CompletableFuture<Hash> post = messenger.post(endless, share -> {});
        post.cancel(true);

        assertTrue(envelopes.endless.isCancelled());
        assertEquals(0, envelopes.pooled.size());
    }

    @Test
    void postsToOnePeerWhateverTheWork() throws Exception {
        NewMessage weak = message("x", TOPIC, holders(symmetric), 0);

        Hash hash = messenger.post(weak, PEER, share -> {}).join();

        assertEquals(hash, only(envelopes.sent).hash());
        assertEquals(0, envelopes.pooled.size());
        envelopes.connected = NodeId.parse("01".repeat(NodeId.BYTES));
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> messenger.post(weak, PEER, share -> {}).join());
        assertInstanceOf(MessageException.class, failure.getCause());
    }

    @Test
    void passesDirectMessagesToWhomeverWantsThem() throws Exception {
        Criteria all = Criteria.withSymmetric(symmetric);
        List<ReceivedMessage> direct = heard(all);
        List<ReceivedMessage> pooledOnly =
                heard(new Criteria(all.symmetric(), all.pair(), all.signer(), 0, all.topics(), false));

        messenger.direct(PEER, prepared("psst"));

        assertEquals("psst", text(only(direct)));
        assertEquals(0, pooledOnly.size());
    }

    @Test
    void passesWhatIsPooledAlreadyOnce() throws Exception {
        envelopes.listener = Optional.empty();
        post(message("early"));
        post(message("elsewhere", OTHER_TOPIC, holders(symmetric), 2));
        List<ReceivedMessage> heard = heard(criteria(Optional.empty(), 0, TOPIC));
        assertEquals("early", text(only(heard)));

        // The news of it come late.
        envelopes.pooled.values().forEach(messenger::pooled);
        assertEquals(1, heard.size());
    }

    @Test
    void passesNothingOnceItIsClosed() throws Exception {
        List<ReceivedMessage> heard = new ArrayList<>();
        AutoCloseable listening = messenger.listen(Criteria.withSymmetric(symmetric), heard::add);
        post(message("one"));

        listening.close();
        post(message("two"));

        assertEquals("one", text(only(heard)));
    }

    @Test
    void goesOnAfterAListenerThatFails() throws Exception {
        messenger.listen(Criteria.withSymmetric(symmetric), message -> {
            throw new IllegalStateException("no");
        });
        List<ReceivedMessage> heard = heard(Criteria.withSymmetric(symmetric));

        post(message("one"));
        post(message("two"));

        assertEquals(2, heard.size());
    }

    @Test
    void triesAKeyOnceHoweverManyWantIt() throws Exception {
        Envelope envelope = prepared("hello");
        OpenedEnvelope opened = new OpenedEnvelope(envelope, any -> 3);
        OpeningKey key = OpeningKey.symmetric(ring.symmetric(symmetric));

        ReceivedMessage first = opened.with(key).orElseThrow();

        assertTrue(first
                == opened.with(OpeningKey.symmetric(ring.symmetric(symmetric))).orElseThrow());
        assertTrue(opened.with(OpeningKey.ofPair(ring.privateKey(pair))).isEmpty());
    }

    @Test
    void doesNotTroubleWithOtherTopics() throws Exception {
        heard(criteria(Optional.empty(), 1, OTHER_TOPIC));

        post(message("x"));

        assertEquals(0, envelopes.measured);
    }

    @Test
    void keepsOpeningWithAKeyThatWasTakenOff() throws Exception {
        List<ReceivedMessage> heard = heard(Criteria.withSymmetric(symmetric));
        Envelope envelope = prepared("late");
        ring.delete(symmetric);

        messenger.pooled(envelope);

        assertEquals("late", text(only(heard)));
    }

    @Test
    void collectsUntilItIsFetched() throws Exception {
        post(message("pooled"));
        String id = messenger.collect(Criteria.withSymmetric(symmetric));
        post(message("one"));
        post(message("two"));
        Envelope direct = prepared("direct");
        messenger.direct(PEER, direct);
        messenger.direct(PEER, direct);

        assertEquals(
                List.of("pooled", "one", "two", "direct"),
                messenger.drain(id).stream().map(EnvelopeMessengerTest::text).toList());
        assertEquals(List.of(), messenger.drain(id));
        messenger.direct(PEER, direct);
        assertEquals(1, messenger.drain(id).size(), "asked for again, it comes again");
        assertTrue(messenger.forget(id));
        assertFalse(messenger.forget(id));
        assertEquals(
                "filter not found",
                assertThrows(MessageException.class, () -> messenger.drain(id)).getMessage());
    }

    @Test
    void forgetsAFilterThatNobodyFetchesFrom() throws Exception {
        String fetched = messenger.collect(Criteria.withSymmetric(symmetric));
        String left = messenger.collect(Criteria.withSymmetric(symmetric));
        for (int i = 0; i < 11; i++) {
            nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
            messenger.drain(fetched);
        }

        post(message("x"));

        assertEquals(1, messenger.drain(fetched).size());
        assertThrows(MessageException.class, () -> messenger.drain(left));
    }

    @Test
    void refusesCriteriaThatAreNone() throws Exception {
        Optional<String> none = Optional.empty();
        Optional<String> key = Optional.of(symmetric);
        String either = "specify either a symmetric or an asymmetric key";

        assertEquals(either, refusal(new Criteria(none, none, Optional.empty(), 0, List.of(), true)));
        assertEquals(either, refusal(new Criteria(key, Optional.of(pair), Optional.empty(), 0, List.of(), true)));
        assertEquals("invalid id", refusal(forPair(symmetric)));
        assertEquals("non-existent key ID", refusal(Criteria.withSymmetric(pair)));
        assertEquals(
                "invalid signing public key",
                refusal(new Criteria(key, none, Optional.of(new byte[64]), 0, List.of(), true)));
    }

    @Test
    void hasRoomForSoManyFilters() throws Exception {
        Criteria criteria = Criteria.withSymmetric(symmetric);
        for (int i = 0; i < Watchers.MAX; i++) {
            messenger.collect(criteria);
        }

        assertEquals("too many filters, 1024 are there", refusal(criteria));
        nanoTime.addAndGet(Duration.ofMinutes(6).toNanos());
        messenger.collect(criteria);
    }

    private NewMessage message(String text) {
        return message(text, TOPIC, holders(symmetric), 2);
    }

    private static NewMessage message(String text, Topic topic, Recipient recipient, double target) {
        return new NewMessage(
                recipient,
                Optional.empty(),
                0,
                topic,
                text.getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                new Effort(target, Duration.ZERO));
    }

    private NewMessage signed(String text, String signer) {
        NewMessage plain = message(text);
        return new NewMessage(
                plain.recipient(),
                Optional.of(signer),
                plain.ttl(),
                plain.topic(),
                plain.payload(),
                plain.padding(),
                plain.effort());
    }

    private static Recipient holders(String key) {
        return new Recipient.Holders(key);
    }

    private Criteria criteria(Optional<byte[]> signer, double minWork, Topic... topics) {
        return new Criteria(Optional.of(symmetric), Optional.empty(), signer, minWork, List.of(topics), true);
    }

    private static Criteria forPair(String pair) {
        return new Criteria(Optional.empty(), Optional.of(pair), Optional.empty(), 0, List.of(), true);
    }

    private List<ReceivedMessage> heard(Criteria criteria) throws MessageException {
        List<ReceivedMessage> heard = new ArrayList<>();
        messenger.listen(criteria, heard::add);
        return heard;
    }

    private Hash post(NewMessage message) throws MessageException {
        return messenger.post(message, share -> {}).join();
    }

    private Envelope prepared(String text) throws MessageException {
        return messenger.prepare(message(text), share -> {}).join();
    }

    private Throwable failure(NewMessage message) throws MessageException {
        CompletableFuture<Hash> post = messenger.post(message, share -> {});
        Throwable failure = assertThrows(CompletionException.class, post::join).getCause();
        assertInstanceOf(MessageException.class, failure);
        return failure;
    }

    private void assertRefused(String why, NewMessage message) {
        assertEquals(
                why,
                assertThrows(MessageException.class, () -> messenger.post(message, share -> {}))
                        .getMessage());
    }

    private String refusal(Criteria criteria) {
        return assertThrows(MessageException.class, () -> messenger.collect(criteria))
                .getMessage();
    }

    private static String text(ReceivedMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private static <T> T only(List<T> all) {
        assertEquals(1, all.size());
        return all.get(0);
    }
}
