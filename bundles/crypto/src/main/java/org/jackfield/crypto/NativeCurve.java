package org.jackfield.crypto;

import fr.acinq.secp256k1.Secp256k1CFunctions;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * secp256k1 by libsecp256k1, the library of Bitcoin Core, through the JNI functions of ACINQ's binding. Those throw
 * where the library says no, and check every length.
 */
final class NativeCurve implements Curve {

    private static final int ANY_PURPOSE =
            Secp256k1CFunctions.SECP256K1_CONTEXT_SIGN | Secp256k1CFunctions.SECP256K1_CONTEXT_VERIFY;

    /** Made once and never changed: the library lets any number of threads read it. */
    private final long context;

    /**
     * @throws LinkageError if there is no library for this platform, or it cannot be loaded
     */
    NativeCurve() {
        NativeLibrary.load();
        context = Secp256k1CFunctions.secp256k1_context_create(ANY_PURPOSE);
    }

    @Override
    public String name() {
        return "libsecp256k1";
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
        return withoutPrefix(Secp256k1CFunctions.secp256k1_ec_pubkey_create(context, privateKey));
    }

    @Override
    public boolean isPublicKey(byte[] publicKey) {
        try {
            Secp256k1CFunctions.secp256k1_ec_pubkey_parse(context, withPrefix(publicKey));
            return true;
        } catch (Secp256k1Exception e) {
            return false;
        }
    }

    /** By multiplication, because the library's own agreement hashes the point. */
    @Override
    public byte[] sharedX(byte[] publicKey, byte[] privateKey) throws CryptoException {
        try {
            byte[] point = Secp256k1CFunctions.secp256k1_ec_pubkey_tweak_mul(
                    context, withPrefix(publicKey), privateKey.clone());
            return Arrays.copyOfRange(point, 1, 33);
        } catch (Secp256k1Exception e) {
            throw new CryptoException("the public key is not a point of secp256k1");
        }
    }

    /**
     * The binding gives r and s alone. Which point with this r was taken follows from its discrete logarithm, the
     * nonce: k = (z + r d) / s. This costs half of what it does to try to recover the key.
     */
    @Override
    public byte[] sign(byte[] hash, byte[] privateKey) {
        byte[] compact = Secp256k1CFunctions.secp256k1_ecdsa_sign(context, hash, privateKey, null);
        byte[] r = Arrays.copyOf(compact, 32);
        BigInteger s = new BigInteger(1, compact, 32, 32);
        byte[] nonce = Secp256k1CFunctions.secp256k1_ec_seckey_tweak_mul(context, privateKey.clone(), r);
        nonce = Secp256k1CFunctions.secp256k1_ec_seckey_tweak_add(context, nonce, reduce(hash));
        nonce = Secp256k1CFunctions.secp256k1_ec_seckey_tweak_mul(
                context, nonce, scalar(BigIntegers.modOddInverseVar(ORDER, s)));
        byte[] point = publicKey(nonce);
        int odd = point[63] & 1;
        int beyondOrder = Arrays.equals(point, 0, 32, r, 0, 32) ? 0 : 2;
        byte[] signature = Arrays.copyOf(compact, 65);
        signature[64] = (byte) (beyondOrder | odd);
        return signature;
    }

    @Override
    public byte[] recover(byte[] hash, byte[] signature) throws CryptoException {
        try {
            byte[] compact = Arrays.copyOf(signature, 64);
            return withoutPrefix(Secp256k1CFunctions.secp256k1_ecdsa_recover(context, compact, hash, signature[64]));
        } catch (Secp256k1Exception e) {
            throw new CryptoException("no key made this signature");
        }
    }

    @Override
    public boolean verify(byte[] hash, byte[] signature, byte[] publicKey) {
        try {
            return Secp256k1CFunctions.secp256k1_ecdsa_verify(context, signature, hash, withPrefix(publicKey)) == 1;
        } catch (Secp256k1Exception e) {
            return false;
        }
    }

    private static byte[] reduce(byte[] hash) {
        return scalar(new BigInteger(1, hash).mod(ORDER));
    }

    private static byte[] scalar(BigInteger value) {
        return BigIntegers.asUnsignedByteArray(32, value);
    }

    private static byte[] withPrefix(byte[] publicKey) {
        byte[] uncompressed = new byte[65];
        uncompressed[0] = 4;
        System.arraycopy(publicKey, 0, uncompressed, 1, 64);
        return uncompressed;
    }

    private static byte[] withoutPrefix(byte[] uncompressed) {
        return Arrays.copyOfRange(uncompressed, 1, 65);
    }
}
