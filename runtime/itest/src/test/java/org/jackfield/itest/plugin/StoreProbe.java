package org.jackfield.itest.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.BinEntry;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.Contents;
import org.jackfield.chunks.Reference;
import org.jackfield.itest.shared.ChunkProbe;

/** What a test sees of a store. */
final class StoreProbe implements ChunkProbe {

    private static final int ENTRIES_AT_ONCE = 1000;

    private final ChunkStore store;
    private final KeepingStore keeping;
    private final PatientSource source;
    private final Contents contents;

    StoreProbe(ChunkStore store, KeepingStore keeping, PatientSource source, Contents contents) {
        this.store = store;
        this.keeping = keeping;
        this.source = source;
        this.contents = contents;
    }

    @Override
    public String upload(InputStream content) throws IOException {
        return contents.local().store(content, false).hex();
    }

    @Override
    public InputStream open(String reference) throws IOException {
        return contents.from(source).open(Reference.parse(reference)).stream();
    }

    @Override
    public long fetched() {
        return source.fetched.sum();
    }

    @Override
    public long slow() {
        return source.slow.sum();
    }

    @Override
    public long repeated() {
        return source.repeated.sum();
    }

    @Override
    public void keep(boolean now) {
        keeping.keep(now);
    }

    @Override
    public byte[] addresses() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int bin = 0; bin <= Address.MAX_BIN; bin++) {
            List<BinEntry> entries = store.bin(bin, 1, ENTRIES_AT_ONCE);
            while (!entries.isEmpty()) {
                entries.forEach(entry -> all.writeBytes(entry.address().bytes()));
                entries = store.bin(bin, entries.get(entries.size() - 1).id() + 1, ENTRIES_AT_ONCE);
            }
        }
        return all.toByteArray();
    }

    @Override
    public BitSet held(byte[] addresses, BitSet wanted) {
        BitSet held = new BitSet();
        wanted.stream()
                .filter(number -> store.has(Address.of(addresses, number * ADDRESS_BYTES)))
                .forEach(held::set);
        return held;
    }

    @Override
    public long chunks() {
        return store.status().chunks();
    }

    @Override
    public long bytes() {
        return store.status().bytes();
    }
}
