package org.jackfield.crypto;

import static java.lang.Long.rotateLeft;

/**
 * Keccak-f[1600] (FIPS 202, 3.2 and 3.3), all of it in local variables.
 *
 * <p>Written out because the link's speed is the speed of this method. {@code axy} and {@code exy} are the lane in
 * column x and row y before and after a round; a round reads one set and writes the other, so that two rounds a turn of
 * the loop need no moves in between. Each block below is one row after the round: theta, rho and pi bring in its five
 * lanes, chi mixes them. A method of more than 8,000 bytes of code is left to the interpreter by HotSpot: this one has
 * 1,870. One round a turn took up to 1.4 times as long, four gained 2 %, eight were slower.
 */
final class KeccakPermutation {

    /** Number of 64-bit lanes of a state; lane x of row y stands at x + 5 y. */
    static final int LANES = 25;

    private static final int ROUNDS = 24;

    private static final long[] ROUND_CONSTANTS = {
        0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL, 0x8000000080008000L,
        0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
        0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
        0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L,
        0x8000000000008002L, 0x8000000000000080L, 0x000000000000800aL, 0x800000008000000aL,
        0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L,
    };

    private KeccakPermutation() {}

    /** Permutes the state {@code from} into {@code to}, which may be the same array. */
    static void permute(long[] from, long[] to) {
        long a00 = from[0];
        long a10 = from[1];
        long a20 = from[2];
        long a30 = from[3];
        long a40 = from[4];
        long a01 = from[5];
        long a11 = from[6];
        long a21 = from[7];
        long a31 = from[8];
        long a41 = from[9];
        long a02 = from[10];
        long a12 = from[11];
        long a22 = from[12];
        long a32 = from[13];
        long a42 = from[14];
        long a03 = from[15];
        long a13 = from[16];
        long a23 = from[17];
        long a33 = from[18];
        long a43 = from[19];
        long a04 = from[20];
        long a14 = from[21];
        long a24 = from[22];
        long a34 = from[23];
        long a44 = from[24];
        for (int round = 0; round < ROUNDS; round += 2) {
            long b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, d0, d1, d2, d3, d4;
            long e00, e10, e20, e30, e40;
            long e01, e11, e21, e31, e41;
            long e02, e12, e22, e32, e42;
            long e03, e13, e23, e33, e43;
            long e04, e14, e24, e34, e44;

            c0 = a00 ^ a01 ^ a02 ^ a03 ^ a04;
            c1 = a10 ^ a11 ^ a12 ^ a13 ^ a14;
            c2 = a20 ^ a21 ^ a22 ^ a23 ^ a24;
            c3 = a30 ^ a31 ^ a32 ^ a33 ^ a34;
            c4 = a40 ^ a41 ^ a42 ^ a43 ^ a44;
            d0 = c4 ^ rotateLeft(c1, 1);
            d1 = c0 ^ rotateLeft(c2, 1);
            d2 = c1 ^ rotateLeft(c3, 1);
            d3 = c2 ^ rotateLeft(c4, 1);
            d4 = c3 ^ rotateLeft(c0, 1);

            b0 = a00 ^ d0;
            b1 = rotateLeft(a11 ^ d1, 44);
            b2 = rotateLeft(a22 ^ d2, 43);
            b3 = rotateLeft(a33 ^ d3, 21);
            b4 = rotateLeft(a44 ^ d4, 14);
            e00 = b0 ^ ~b1 & b2 ^ ROUND_CONSTANTS[round];
            e10 = b1 ^ ~b2 & b3;
            e20 = b2 ^ ~b3 & b4;
            e30 = b3 ^ ~b4 & b0;
            e40 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(a30 ^ d3, 28);
            b1 = rotateLeft(a41 ^ d4, 20);
            b2 = rotateLeft(a02 ^ d0, 3);
            b3 = rotateLeft(a13 ^ d1, 45);
            b4 = rotateLeft(a24 ^ d2, 61);
            e01 = b0 ^ ~b1 & b2;
            e11 = b1 ^ ~b2 & b3;
            e21 = b2 ^ ~b3 & b4;
            e31 = b3 ^ ~b4 & b0;
            e41 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(a10 ^ d1, 1);
            b1 = rotateLeft(a21 ^ d2, 6);
            b2 = rotateLeft(a32 ^ d3, 25);
            b3 = rotateLeft(a43 ^ d4, 8);
            b4 = rotateLeft(a04 ^ d0, 18);
            e02 = b0 ^ ~b1 & b2;
            e12 = b1 ^ ~b2 & b3;
            e22 = b2 ^ ~b3 & b4;
            e32 = b3 ^ ~b4 & b0;
            e42 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(a40 ^ d4, 27);
            b1 = rotateLeft(a01 ^ d0, 36);
            b2 = rotateLeft(a12 ^ d1, 10);
            b3 = rotateLeft(a23 ^ d2, 15);
            b4 = rotateLeft(a34 ^ d3, 56);
            e03 = b0 ^ ~b1 & b2;
            e13 = b1 ^ ~b2 & b3;
            e23 = b2 ^ ~b3 & b4;
            e33 = b3 ^ ~b4 & b0;
            e43 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(a20 ^ d2, 62);
            b1 = rotateLeft(a31 ^ d3, 55);
            b2 = rotateLeft(a42 ^ d4, 39);
            b3 = rotateLeft(a03 ^ d0, 41);
            b4 = rotateLeft(a14 ^ d1, 2);
            e04 = b0 ^ ~b1 & b2;
            e14 = b1 ^ ~b2 & b3;
            e24 = b2 ^ ~b3 & b4;
            e34 = b3 ^ ~b4 & b0;
            e44 = b4 ^ ~b0 & b1;

            c0 = e00 ^ e01 ^ e02 ^ e03 ^ e04;
            c1 = e10 ^ e11 ^ e12 ^ e13 ^ e14;
            c2 = e20 ^ e21 ^ e22 ^ e23 ^ e24;
            c3 = e30 ^ e31 ^ e32 ^ e33 ^ e34;
            c4 = e40 ^ e41 ^ e42 ^ e43 ^ e44;
            d0 = c4 ^ rotateLeft(c1, 1);
            d1 = c0 ^ rotateLeft(c2, 1);
            d2 = c1 ^ rotateLeft(c3, 1);
            d3 = c2 ^ rotateLeft(c4, 1);
            d4 = c3 ^ rotateLeft(c0, 1);

            b0 = e00 ^ d0;
            b1 = rotateLeft(e11 ^ d1, 44);
            b2 = rotateLeft(e22 ^ d2, 43);
            b3 = rotateLeft(e33 ^ d3, 21);
            b4 = rotateLeft(e44 ^ d4, 14);
            a00 = b0 ^ ~b1 & b2 ^ ROUND_CONSTANTS[round + 1];
            a10 = b1 ^ ~b2 & b3;
            a20 = b2 ^ ~b3 & b4;
            a30 = b3 ^ ~b4 & b0;
            a40 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(e30 ^ d3, 28);
            b1 = rotateLeft(e41 ^ d4, 20);
            b2 = rotateLeft(e02 ^ d0, 3);
            b3 = rotateLeft(e13 ^ d1, 45);
            b4 = rotateLeft(e24 ^ d2, 61);
            a01 = b0 ^ ~b1 & b2;
            a11 = b1 ^ ~b2 & b3;
            a21 = b2 ^ ~b3 & b4;
            a31 = b3 ^ ~b4 & b0;
            a41 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(e10 ^ d1, 1);
            b1 = rotateLeft(e21 ^ d2, 6);
            b2 = rotateLeft(e32 ^ d3, 25);
            b3 = rotateLeft(e43 ^ d4, 8);
            b4 = rotateLeft(e04 ^ d0, 18);
            a02 = b0 ^ ~b1 & b2;
            a12 = b1 ^ ~b2 & b3;
            a22 = b2 ^ ~b3 & b4;
            a32 = b3 ^ ~b4 & b0;
            a42 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(e40 ^ d4, 27);
            b1 = rotateLeft(e01 ^ d0, 36);
            b2 = rotateLeft(e12 ^ d1, 10);
            b3 = rotateLeft(e23 ^ d2, 15);
            b4 = rotateLeft(e34 ^ d3, 56);
            a03 = b0 ^ ~b1 & b2;
            a13 = b1 ^ ~b2 & b3;
            a23 = b2 ^ ~b3 & b4;
            a33 = b3 ^ ~b4 & b0;
            a43 = b4 ^ ~b0 & b1;

            b0 = rotateLeft(e20 ^ d2, 62);
            b1 = rotateLeft(e31 ^ d3, 55);
            b2 = rotateLeft(e42 ^ d4, 39);
            b3 = rotateLeft(e03 ^ d0, 41);
            b4 = rotateLeft(e14 ^ d1, 2);
            a04 = b0 ^ ~b1 & b2;
            a14 = b1 ^ ~b2 & b3;
            a24 = b2 ^ ~b3 & b4;
            a34 = b3 ^ ~b4 & b0;
            a44 = b4 ^ ~b0 & b1;
        }
        to[0] = a00;
        to[1] = a10;
        to[2] = a20;
        to[3] = a30;
        to[4] = a40;
        to[5] = a01;
        to[6] = a11;
        to[7] = a21;
        to[8] = a31;
        to[9] = a41;
        to[10] = a02;
        to[11] = a12;
        to[12] = a22;
        to[13] = a32;
        to[14] = a42;
        to[15] = a03;
        to[16] = a13;
        to[17] = a23;
        to[18] = a33;
        to[19] = a43;
        to[20] = a04;
        to[21] = a14;
        to[22] = a24;
        to[23] = a34;
        to[24] = a44;
    }
}
