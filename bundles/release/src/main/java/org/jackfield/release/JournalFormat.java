package org.jackfield.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;

/**
 * The journal as bytes. Numbers are big-endian; a text is its length in two bytes and modified UTF-8; what may be missing
 * has a byte, 0 or 1, before it.
 *
 * <pre>
 *   "JFRL" | format 1 (1) | CRC-32 of the rest (4) | run (text) | number of entries (4) | entries
 *
 *   entry:       step (1) | place | former release? | next release? | report
 *   place:       location (text) | start level (4) | autostart (1) | modified (8, ms)
 *   release:     bundle (text) | version (text) | digest (text)
 *   report:      bundle (text) | id (8) | former (text) | next (text) | phase (1) | at (8, ms) | watched until? (8, ms)
 *                | share (8) | reason (text) | statistics of the former | of the next
 *   statistics:  sessions | session time (ms) | received | sent | failures | disconnects | p99 (ns)    (8 each)
 * </pre>
 */
final class JournalFormat {

    private static final int MAGIC = 0x4a46524c;
    private static final int FORMAT = 1;
    private static final int HEAD_BYTES = 9;

    private JournalFormat() {}

    /**
     * All that is in a journal.
     *
     * @param run the framework's identity since its last start
     */
    record Content(String run, List<Entry> entries) {}

    static byte[] encode(Content content) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            write(content, new DataOutputStream(body));
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(whole);
            out.writeInt(MAGIC);
            out.writeByte(FORMAT);
            out.writeInt(checksum(body.toByteArray(), 0));
            body.writeTo(out);
            return whole.toByteArray();
        } catch (IOException e) {
            throw new IllegalArgumentException("a text of the journal is too long: " + e.getMessage(), e);
        }
    }

    /** @throws IOException if it is anything else than {@link #encode} has made */
    static Content decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            if (in.readInt() != MAGIC) {
                throw new IOException("it is no journal");
            }
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("its format is " + format + ", known is " + FORMAT);
            }
            if (in.readInt() != checksum(bytes, HEAD_BYTES)) {
                throw new IOException("its checksum is wrong");
            }
            return content(in);
        } catch (EOFException e) {
            throw new IOException("it is truncated", e);
        } catch (RuntimeException e) {
            throw new IOException("a value in it is impossible: " + e.getMessage(), e);
        }
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    private static void write(Content content, DataOutputStream out) throws IOException {
        out.writeUTF(content.run());
        out.writeInt(content.entries().size());
        for (Entry entry : content.entries()) {
            out.writeByte(entry.step().ordinal());
            out.writeUTF(entry.place().location());
            out.writeInt(entry.place().startLevel());
            out.writeBoolean(entry.place().autostart());
            out.writeLong(entry.place().modified());
            write(entry.former(), out);
            write(entry.next(), out);
            write(entry.report(), out);
        }
    }

    private static Content content(DataInputStream in) throws IOException {
        String run = in.readUTF();
        int count = in.readInt();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(
                    Step.values()[in.readUnsignedByte()],
                    new Place(in.readUTF(), in.readInt(), in.readBoolean(), in.readLong()),
                    release(in),
                    release(in),
                    report(in)));
        }
        if (in.read() >= 0) {
            throw new IOException("there is more than its entries");
        }
        return new Content(run, entries);
    }

    private static void write(Optional<Release> release, DataOutputStream out) throws IOException {
        out.writeBoolean(release.isPresent());
        if (release.isPresent()) {
            out.writeUTF(release.get().bundle());
            out.writeUTF(release.get().version());
            out.writeUTF(release.get().digest());
        }
    }

    private static Optional<Release> release(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(new Release(in.readUTF(), in.readUTF(), in.readUTF())) : Optional.empty();
    }

    private static void write(ReleaseReport report, DataOutputStream out) throws IOException {
        out.writeUTF(report.bundle());
        out.writeLong(report.bundleId());
        out.writeUTF(report.former());
        out.writeUTF(report.next());
        out.writeByte(report.phase().ordinal());
        out.writeLong(report.at().toEpochMilli());
        out.writeBoolean(report.watchedUntil().isPresent());
        if (report.watchedUntil().isPresent()) {
            out.writeLong(report.watchedUntil().get().toEpochMilli());
        }
        out.writeDouble(report.share());
        out.writeUTF(report.reason());
        write(report.formerStatistics(), out);
        write(report.nextStatistics(), out);
    }

    private static ReleaseReport report(DataInputStream in) throws IOException {
        return new ReleaseReport(
                in.readUTF(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                ReleaseReport.Phase.values()[in.readUnsignedByte()],
                Instant.ofEpochMilli(in.readLong()),
                in.readBoolean() ? Optional.of(Instant.ofEpochMilli(in.readLong())) : Optional.empty(),
                in.readDouble(),
                in.readUTF(),
                statistics(in),
                statistics(in));
    }

    private static void write(ReleaseStatistics statistics, DataOutputStream out) throws IOException {
        out.writeLong(statistics.sessions());
        out.writeLong(statistics.sessionTime().toMillis());
        out.writeLong(statistics.received());
        out.writeLong(statistics.sent());
        out.writeLong(statistics.failures());
        out.writeLong(statistics.disconnects());
        out.writeLong(statistics.handlingP99().toNanos());
    }

    private static ReleaseStatistics statistics(DataInputStream in) throws IOException {
        return new ReleaseStatistics(
                in.readLong(),
                Duration.ofMillis(in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Duration.ofNanos(in.readLong()));
    }
}
