package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A jar in a file. Read to its end, an entry that is not what it was when the jar was written is an error. */
final class JarContents implements Contents, AutoCloseable {

    private final ZipFile zip;

    JarContents(Path jar) throws IOException {
        zip = new ZipFile(jar.toFile());
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        zip.stream().map(ZipEntry::getName).forEach(names::add);
        return names;
    }

    @Override
    public InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("no entry " + name);
        }
        return new Checked(zip.getInputStream(entry), entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Checked extends CheckedInputStream {

        private final ZipEntry entry;

        Checked(InputStream in, ZipEntry entry) {
            super(in, new CRC32());
            this.entry = entry;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0 && getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("entry " + entry.getName() + " has another checksum than the jar says");
            }
            return count;
        }
    }
}
