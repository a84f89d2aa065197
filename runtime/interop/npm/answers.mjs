import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, bytesToInt } from '@ethereumjs/util'

// Codes of devp2p's caps/eth.md.
export const NEW_BLOCK_HASHES = 0x01
export const TRANSACTIONS = 0x02
export const GET_BLOCK_HEADERS = 0x03
export const BLOCK_HEADERS = 0x04
export const GET_BLOCK_BODIES = 0x05
export const BLOCK_BODIES = 0x06
export const NEW_BLOCK = 0x07
export const NEW_POOLED_TRANSACTION_HASHES = 0x08
export const GET_POOLED_TRANSACTIONS = 0x09
export const POOLED_TRANSACTIONS = 0x0a
export const GET_RECEIPTS = 0x0f
export const RECEIPTS = 0x10

// "Recommended soft limit" of caps/eth.md, in bytes.
const SOFT_LIMIT = 2 * 1024 * 1024

/** What a node with this chain, these receipts and transactions answers to the requests of eth/66 to eth/68. */
export class Answers {
  #chain
  #receipts // of a block, by its hash in hexadecimal
  #pool

  constructor(chain, receipts, pool) {
    this.#chain = chain
    this.#receipts = receipts
    this.#pool = pool
  }

  /** The code and the content of the answer; null if the message is no request that we know. */
  to(code, [, query]) {
    switch (code) {
      case GET_BLOCK_HEADERS:
        return [BLOCK_HEADERS, this.#headers(query)]
      case GET_BLOCK_BODIES:
        return [BLOCK_BODIES, upToLimit(query, (hash) => this.#chain.body(this.#chain.numberOf(hash)))]
      case GET_RECEIPTS:
        return [RECEIPTS, upToLimit(query, (hash) => this.receiptsOf(hash))]
      case GET_POOLED_TRANSACTIONS:
        return [POOLED_TRANSACTIONS, query.flatMap((hash) => this.#pool.find(hash))]
      default:
        return null
    }
  }

  /** Those of a block; undefined if they are not known. */
  receiptsOf(hash) {
    return this.#receipts.get(bytesToHex(hash))
  }

  #headers([origin, amount, skip, reverse]) {
    const start = origin.length === 32 ? this.#chain.numberOf(origin) : bytesToInt(origin)
    const step = bytesToInt(skip) + 1
    return this.#chain.slice(start, bytesToInt(amount), reverse.length > 0 ? -step : step)
  }
}

/** Up to the first block that we do not have, or, after the first, that would not fit. */
function upToLimit(hashes, find) {
  const found = []
  let size = 0
  for (const hash of hashes) {
    const item = find(hash)
    if (item === undefined) break
    size += RLP.encode(item).length
    if (found.length > 0 && size > SOFT_LIMIT) break
    found.push(item)
  }
  return found
}
