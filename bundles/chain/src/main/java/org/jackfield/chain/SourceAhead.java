package org.jackfield.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jackfield.rlp.RlpException;

/**
 * Reads a file some MiB ahead of whoever takes its items, and prepares them on several threads meanwhile. All else is as
 * if they were read one by one: what is wrong with the file is told in its place.
 *
 * @param <T> an item of the file
 * @param <P> one that is prepared
 */
final class SourceAhead<T, P> implements Source<P> {

    /** Handed to another thread in one go: less is not worth the while. */
    private static final int ITEMS_AT_ONCE = 64;

    private static final int BYTES_AT_ONCE = 1 << 17;
    private static final int BYTES_AHEAD = 4 << 20;

    private final Source<T> source;
    private final Preparation<T, P> preparation;
    private final WorkAhead<Item<T>, Prepared<P>> work;
    private Iterator<Prepared<P>> prepared = Collections.emptyIterator();
    private Optional<Prepared<P>> end = Optional.empty();
    private long offset;
    private long position;

    /** What can be done with an item alone; for any thread. */
    interface Preparation<T, P> {
        P of(T item) throws InvalidBlockException, RlpException;
    }

    private record Item<T>(T item, long offset, long position) {}

    /** Neither value nor fault: the end. */
    private record Prepared<P>(Optional<P> value, Optional<Exception> fault, long offset, long position) {}

    SourceAhead(Source<T> source, Preparation<T, P> preparation, Executor others) {
        this.source = source;
        this.preparation = preparation;
        work = new WorkAhead<>(others, this::prepare);
    }

    @Override
    public Optional<P> next() throws IOException, InvalidBlockException {
        if (!prepared.hasNext()) {
            readAhead();
            prepared = work.isEmpty() ? end.stream().iterator() : work.take().iterator();
        }
        Prepared<P> next = prepared.next();
        offset = next.offset();
        position = next.position();
        if (next.fault().isPresent()) {
            throw raised(next.fault().get());
        }
        return next.value();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long end() {
        return source.end();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void readAhead() throws IOException {
        while (end.isEmpty() && source.end() - offset < BYTES_AHEAD) {
            List<Item<T>> items = new ArrayList<>();
            long first = source.end();
            while (end.isEmpty() && items.size() < ITEMS_AT_ONCE && source.end() - first < BYTES_AT_ONCE) {
                read().ifPresent(items::add);
            }
            if (!items.isEmpty()) {
                work.add(items);
            }
        }
    }

    private Optional<Item<T>> read() throws IOException {
        Optional<Exception> fault = Optional.empty();
        try {
            Optional<T> item = source.next();
            if (item.isPresent()) {
                return Optional.of(new Item<>(item.get(), source.offset(), source.position()));
            }
        } catch (InvalidBlockException | IOException e) {
            fault = Optional.of(e);
        }
        end = Optional.of(new Prepared<>(Optional.empty(), fault, source.offset(), source.position()));
        return Optional.empty();
    }

    private Prepared<P> prepare(Item<T> item) {
        Optional<P> value = Optional.empty();
        Optional<Exception> fault = Optional.empty();
        try {
            value = Optional.of(preparation.of(item.item()));
        } catch (InvalidBlockException | RlpException e) {
            fault = Optional.of(e);
        }
        return new Prepared<>(value, fault, item.offset(), item.position());
    }

    /** An item that cannot be read as RLP is no block. */
    private static InvalidBlockException raised(Exception fault) throws IOException, InvalidBlockException {
        if (fault instanceof InvalidBlockException invalid) {
            throw invalid;
        }
        if (fault instanceof RlpException malformed) {
            throw new InvalidBlockException(malformed.getMessage());
        }
        throw (IOException) fault;
    }
}
