package org.jackfield.shhapi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.messages.MessageException;

/**
 * Waiting for what takes a while, as callers expect the result in the answer: in a few of the server's threads, so that others stay
 * free for others.
 */
final class Patience {

    private static final int MAX_WAITING = 8;

    private final Semaphore places = new Semaphore(MAX_WAITING);

    /** Begins what is waited for. */
    interface Beginning<T> {
        CompletableFuture<T> begin() throws MessageException;
    }

    /**
     * Waits for a result; whatever ends the waiting cancels the work.
     *
     * @param seconds how long, at most
     * @param late what to say if it took too long
     */
    <T> T await(Beginning<T> beginning, long seconds, String late) throws RpcException, InterruptedException {
        if (!places.tryAcquire()) {
            throw RpcException.failed("too many calls are waiting for their results, " + MAX_WAITING + " at most");
        }
        CompletableFuture<T> work = CompletableFuture.failedFuture(new TimeoutException());
        try {
            work = beginning.begin();
            return work.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw RpcException.failed(late);
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        } catch (ExecutionException e) {
            throw failure(e.getCause(), late);
        } finally {
            work.cancel(true);
            places.release();
        }
    }

    private static RpcException failure(Throwable cause, String late) {
        if (cause instanceof TimeoutException) {
            return RpcException.failed(late);
        }
        if (cause instanceof RejectedExecutionException) {
            return RpcException.failed("too many messages are being sealed");
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        return RpcException.failed(cause.getMessage());
    }
}
