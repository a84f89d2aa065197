package org.jackfield.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The shared library inside of ACINQ's jar. It is copied to the folder for temporary files, loaded and deleted again:
 * the mapping outlives the file. The binding's own loader does the same, but needs the Kotlin library.
 */
final class NativeLibrary {

    private static final String FOLDER = "/fr/acinq/secp256k1/jni/native/";

    private NativeLibrary() {}

    /**
     * Loads it for the class loader of this class, once.
     *
     * @throws LinkageError if there is none for this platform, or it cannot be copied or loaded
     */
    static void load() {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream library =
                NativeLibrary.class.getResourceAsStream(FOLDER + platform + "/libsecp256k1-jni.so")) {
            if (library == null) {
                throw new UnsatisfiedLinkError("no libsecp256k1 for " + platform);
            }
            load(library);
        } catch (IOException e) {
            throw (LinkageError) new UnsatisfiedLinkError("libsecp256k1 cannot be copied: " + e).initCause(e);
        }
    }

    static String platform(String system, String architecture) {
        String processor = architecture.equals("amd64") ? "x86_64" : architecture;
        return system.toLowerCase(Locale.ROOT) + "-" + processor;
    }

    private static void load(InputStream library) throws IOException {
        Path copy = Files.createTempFile("libsecp256k1-jni", ".so");
        try {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            System.load(copy.toString());
        } finally {
            Files.delete(copy);
        }
    }
}
