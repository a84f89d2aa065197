import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, bytesToInt, concatBytes, equalsBytes } from '@ethereumjs/util'
import { keccak256 } from 'ethereum-cryptography/keccak.js'

const BLOOM_BYTES = 256
const BLOOM_IN_HEADER = 6

/** Receipts as eth/66 to eth/68 have them, by the hash of their block in hexadecimal, from a file of eth/69's. */
export function readReceipts(name, chain) {
  const receipts = new Map()
  for (let number = 1; number <= chain.height; number++) {
    // Those without transactions are not in the file; all hashes are there before the others are.
    if (chain.body(number)?.[0].length === 0) receipts.set(hashOf(chain.header(number)), [])
  }
  const file = readFileSync(name)
  for (let rest = file[0] === 0x1f ? new Uint8Array(gunzipSync(file)) : file; rest.length > 0; ) {
    const { data, remainder } = RLP.decode(rest, true)
    const [number, hash, slim] = data
    const full = slim.map(withBloom)
    check(full, chain.header(bytesToInt(number)), hash)
    receipts.set(bytesToHex(hash), full.map(({ type, fields }) => onWire(type, fields)))
    rest = remainder
  }
  return receipts
}

function hashOf(header) {
  return bytesToHex(keccak256(RLP.encode(header)))
}

function withBloom([type, status, gas, logs]) {
  return { type, fields: [status, gas, bloomOf(logs), logs] }
}

function onWire(type, fields) {
  return type.length === 0 ? fields : concatBytes(type, RLP.encode(fields))
}

/** The filter of the yellow paper, 4.3.1. */
function bloomOf(logs) {
  const bloom = new Uint8Array(BLOOM_BYTES)
  for (const entry of logs.flatMap(([address, topics]) => [address, ...topics])) {
    const hash = keccak256(entry)
    for (const i of [0, 2, 4]) {
      const bit = ((hash[i] << 8) | hash[i + 1]) & 0x7ff
      bloom[BLOOM_BYTES - 1 - (bit >> 3)] |= 1 << (bit & 7)
    }
  }
  return bloom
}

/** That they are of this block, and all filters together make its header's. */
function check(receipts, header, hash) {
  const union = new Uint8Array(BLOOM_BYTES)
  receipts.forEach(({ fields }) => fields[2].forEach((bits, i) => (union[i] |= bits)))
  if (!header || hashOf(header) !== bytesToHex(hash) || !equalsBytes(union, header[BLOOM_IN_HEADER])) {
    throw new Error(`the receipts of ${bytesToHex(hash)} are not of this chain`)
  }
}
