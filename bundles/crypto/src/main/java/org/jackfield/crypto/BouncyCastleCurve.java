package org.jackfield.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * secp256k1 in Java, for platforms without the native library. {@link CustomNamedCurves} has field arithmetic made for
 * this curve; the generic form of the same curve takes six times as long.
 */
final class BouncyCastleCurve implements Curve {

    private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
    private static final BigInteger N = ORDER;
    private static final BigInteger P = PARAMETERS.getCurve().getField().getCharacteristic();

    @Override
    public String name() {
        return "BouncyCastle";
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
        return encode(timesGenerator(integer(privateKey)));
    }

    @Override
    public boolean isPublicKey(byte[] publicKey) {
        try {
            decode(publicKey);
            return true;
        } catch (CryptoException e) {
            return false;
        }
    }

    @Override
    public byte[] sharedX(byte[] publicKey, byte[] privateKey) throws CryptoException {
        ECPoint product = decode(publicKey).multiply(integer(privateKey)).normalize();
        return product.getAffineXCoord().getEncoded();
    }

    @Override
    public byte[] sign(byte[] hash, byte[] privateKey) {
        BigInteger z = integer(hash);
        BigInteger d = integer(privateKey);
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(N, d, hash);
        while (true) {
            BigInteger k = nonces.nextK();
            ECPoint point = timesGenerator(k);
            BigInteger x = point.getAffineXCoord().toBigInteger();
            BigInteger r = x.mod(N);
            BigInteger s = BigIntegers.modOddInverse(N, k)
                    .multiply(z.add(d.multiply(r)))
                    .mod(N);
            if (r.signum() != 0 && s.signum() != 0) {
                int odd = point.getAffineYCoord().testBitZero() ? 1 : 0;
                int v = (x.equals(r) ? 0 : 2) | odd;
                return s.compareTo(HALF_ORDER) > 0 ? signature(r, N.subtract(s), v ^ 1) : signature(r, s, v);
            }
        }
    }

    /** SEC 1, 4.1.6: Q = (s R - z G) / r. */
    @Override
    public byte[] recover(byte[] hash, byte[] signature) throws CryptoException {
        BigInteger r = integer(signature, 0);
        BigInteger s = integer(signature, 32);
        int v = signature[64];
        BigInteger x = v < 2 ? r : r.add(N);
        if (x.compareTo(P) >= 0) {
            throw new CryptoException("no point has the x coordinate of this signature");
        }
        ECPoint point = withX(x, (v & 1) == 1);
        BigInteger inverse = BigIntegers.modOddInverse(N, r);
        BigInteger ofGenerator = integer(hash).negate().multiply(inverse).mod(N);
        BigInteger ofPoint = s.multiply(inverse).mod(N);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(PARAMETERS.getG(), ofGenerator, point, ofPoint);
        if (key.isInfinity()) {
            throw new CryptoException("no key made this signature");
        }
        return encode(key.normalize());
    }

    @Override
    public boolean verify(byte[] hash, byte[] signature, byte[] publicKey) {
        ECPoint key;
        try {
            key = decode(publicKey);
        } catch (CryptoException e) {
            return false;
        }
        BigInteger r = integer(signature, 0);
        BigInteger inverse = BigIntegers.modOddInverse(N, integer(signature, 32));
        BigInteger ofGenerator = integer(hash).multiply(inverse).mod(N);
        BigInteger ofKey = r.multiply(inverse).mod(N);
        ECPoint point = ECAlgorithms.sumOfTwoMultiplies(PARAMETERS.getG(), ofGenerator, key, ofKey);
        return !point.isInfinity()
                && point.normalize().getAffineXCoord().toBigInteger().mod(N).equals(r);
    }

    private static ECPoint timesGenerator(BigInteger scalar) {
        return new FixedPointCombMultiplier()
                .multiply(PARAMETERS.getG(), scalar)
                .normalize();
    }

    private static ECPoint withX(BigInteger x, boolean odd) throws CryptoException {
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (odd ? 3 : 2);
        put(x, compressed, 1);
        try {
            return PARAMETERS.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException e) {
            throw new CryptoException("no point has the x coordinate of this signature");
        }
    }

    private static ECPoint decode(byte[] publicKey) throws CryptoException {
        byte[] uncompressed = new byte[65];
        uncompressed[0] = 4;
        System.arraycopy(publicKey, 0, uncompressed, 1, 64);
        try {
            return PARAMETERS.getCurve().decodePoint(uncompressed);
        } catch (IllegalArgumentException e) {
            throw new CryptoException("the public key is not a point of secp256k1");
        }
    }

    private static byte[] encode(ECPoint normalized) {
        return Arrays.copyOfRange(normalized.getEncoded(false), 1, 65);
    }

    private static byte[] signature(BigInteger r, BigInteger s, int v) {
        byte[] signature = new byte[65];
        put(r, signature, 0);
        put(s, signature, 32);
        signature[64] = (byte) v;
        return signature;
    }

    private static void put(BigInteger value, byte[] out, int offset) {
        BigIntegers.asUnsignedByteArray(value, out, offset, 32);
    }

    private static BigInteger integer(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static BigInteger integer(byte[] bytes, int offset) {
        return new BigInteger(1, bytes, offset, 32);
    }
}
