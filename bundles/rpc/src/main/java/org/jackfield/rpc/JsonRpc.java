package org.jackfield.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers JSON-RPC 2.0 requests (jsonrpc.org/specification), single and in batches, with the codes, texts and limits of
 * go-ethereum's {@code rpc} package. Any bytes are answered; nothing is thrown. May be used by any thread.
 */
final class JsonRpc {

    /** Calls in a batch; go-ethereum's BatchRequestLimit. */
    static final int MAX_BATCH_CALLS = 1_000;
    /** Bytes of results in a batch, after which the other calls are not carried out; BatchResponseMaxSize. */
    static final int MAX_BATCH_ANSWER_BYTES = 25_000_000;

    private static final int PARSE_ERROR = -32700;
    private static final int INTERNAL_ERROR = -32603;
    private static final int ANSWER_TOO_LARGE = -32003;
    private static final int MAX_ECHO = 128;

    private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);

    private final Function<String, Optional<RpcMethod>> methods;
    private final int maxBatchAnswerBytes;

    JsonRpc(MethodTable methods) {
        this(methods, MAX_BATCH_ANSWER_BYTES);
    }

    JsonRpc(MethodTable methods, int maxBatchAnswerBytes) {
        this(methods::find, maxBatchAnswerBytes);
    }

    private JsonRpc(Function<String, Optional<RpcMethod>> methods, int maxBatchAnswerBytes) {
        this.methods = methods;
        this.maxBatchAnswerBytes = maxBatchAnswerBytes;
    }

    /** The same for callers who are not the node's operator. */
    JsonRpc forOthers() {
        return new JsonRpc(name -> methods.apply(name).map(OperatorMethod::forOthers), maxBatchAnswerBytes);
    }

    /** The same with other methods before these: what {@code first} has no answer to is looked for here. */
    JsonRpc preferring(Function<String, Optional<RpcMethod>> first) {
        return new JsonRpc(name -> first.apply(name).or(() -> methods.apply(name)), maxBatchAnswerBytes);
    }

    /**
     * @return the answer's JSON text; empty if the request consists of notifications, which have none
     */
    Optional<byte[]> answer(byte[] request) {
        Object message;
        try {
            message = Json.read(request);
        } catch (StreamConstraintsException e) {
            return Optional.of(error(null, Call.INVALID, "request too complex: " + firstLine(e)));
        } catch (IOException e) {
            return Optional.of(error(null, PARSE_ERROR, "parse error: " + firstLine(e)));
        }
        return message instanceof List ? answerBatch((List<?>) message) : answerOne(message);
    }

    private Optional<byte[]> answerBatch(List<?> messages) {
        if (messages.isEmpty()) {
            return Optional.of(error(null, Call.INVALID, "empty batch"));
        }
        BatchAnswer batch = new BatchAnswer();
        if (messages.size() > MAX_BATCH_CALLS) {
            batch.add(error(firstId(messages), Call.INVALID, "batch too large"));
            return batch.text();
        }
        for (Object message : messages) {
            if (batch.size() <= maxBatchAnswerBytes) {
                answerOne(message).ifPresent(batch::add);
            } else if (!isNotification(message)) {
                batch.add(error(idOf(message), ANSWER_TOO_LARGE, "response too large"));
            }
        }
        return batch.text();
    }

    private Optional<byte[]> answerOne(Object message) {
        Object id = idOf(message);
        Call call;
        try {
            call = Call.of(message);
        } catch (RpcException e) {
            return isNotification(message) ? Optional.empty() : Optional.of(error(id, e.code(), e.getMessage()));
        }
        byte[] answer = answerCall(id, call);
        return isNotification(message) ? Optional.empty() : Optional.of(answer);
    }

    private byte[] answerCall(Object id, Call call) {
        RpcMethod method = methods.apply(call.method()).orElse(null);
        if (method == null) {
            String text = "the method " + clip(call.method()) + " does not exist/is not available";
            return error(id, RpcException.NOT_FOUND, text);
        }
        try {
            return result(id, method.call(call.params()));
        } catch (RpcException e) {
            return error(id, e.code(), e.getMessage());
        } catch (Exception | LinkageError e) {
            // What a caller sends may bring this about: one line, the trace only where somebody looks for it.
            LOG.warn("{} failed: {}", call.method(), e.toString());
            LOG.debug("{} failed", call.method(), e);
            return error(id, INTERNAL_ERROR, "internal error");
        }
    }

    private static byte[] result(Object id, Object value) throws IOException {
        return Json.write(new Success("2.0", id, value));
    }

    private static byte[] error(Object id, int code, String message) {
        try {
            return Json.write(new Failure("2.0", id, new ErrorObject(code, String.valueOf(message))));
        } catch (IOException e) {
            throw new IllegalStateException("an id that was read as JSON cannot be written", e);
        }
    }

    /** A message without an id is not answered, provided that it is a call at all. */
    private static boolean isNotification(Object message) {
        return Call.isCall(message) && !((Map<?, ?>) message).containsKey("id");
    }

    /** As it is to be echoed; null, JSON's own, where there is none that may be. */
    private static Object idOf(Object message) {
        Object id = message instanceof Map ? ((Map<?, ?>) message).get("id") : null;
        return id instanceof String || id instanceof Number ? id : null;
    }

    private static Object firstId(List<?> messages) {
        return messages.stream()
                .map(JsonRpc::idOf)
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }

    private static String firstLine(IOException e) {
        String text = e instanceof JsonProcessingException ? ((JsonProcessingException) e).getOriginalMessage() : null;
        return clip(
                text == null ? "not JSON in UTF-8" : text.lines().findFirst().orElse(""));
    }

    /** What a caller sent, short enough to be told back. */
    static String clip(String text) {
        return text.length() <= MAX_ECHO ? text : text.substring(0, MAX_ECHO) + "...";
    }

    // The response objects of the specification, section 5, written with their members in this order.

    private record Success(String jsonrpc, Object id, Object result) {}

    private record Failure(String jsonrpc, Object id, ErrorObject error) {}

    private record ErrorObject(int code, String message) {}
}
