package org.jackfield.kzg;

import ethereum.ckzg4844.CKZG4844JNI;

/** The shared library of c-kzg-4844. */
final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads it for the class loader of this class, which is that of the JNI class too. In a framework the bundle has it;
     * on a plain class path the binding's loader copies it out of the jar.
     *
     * @throws UnsatisfiedLinkError if there is none for this platform, or it cannot be loaded
     */
    static void load() {
        try {
            System.loadLibrary("ckzg4844jni");
        } catch (UnsatisfiedLinkError notInTheBundle) {
            unpack(notInTheBundle);
        }
    }

    private static void unpack(UnsatisfiedLinkError notInTheBundle) {
        try {
            CKZG4844JNI.loadNativeLibrary();
        } catch (RuntimeException e) {
            notInTheBundle.addSuppressed(e);
            throw notInTheBundle;
        }
    }
}
