package org.jackfield.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the names of files as lasting as their contents. */
final class Disk {

    private Disk() {}

    /** Writes a folder itself to the disk, so that a file that was renamed in it is found there after a power cut. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
