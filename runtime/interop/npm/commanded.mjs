import { createBlockFromBytesArray, createBlockHeaderFromBytesArray } from '@ethereumjs/block'
import { RLP } from '@ethereumjs/rlp'
import { bytesToBigInt, bytesToHex, bytesToInt, equalsBytes, hexToBytes, intToBytes } from '@ethereumjs/util'
import {
  BLOCK_BODIES,
  BLOCK_HEADERS,
  GET_BLOCK_BODIES,
  GET_BLOCK_HEADERS,
  GET_POOLED_TRANSACTIONS,
  GET_RECEIPTS,
  NEW_BLOCK,
  NEW_BLOCK_HASHES,
  NEW_POOLED_TRANSACTION_HASHES,
  POOLED_TRANSACTIONS,
  RECEIPTS,
  TRANSACTIONS,
} from './answers.mjs'
import { contentOf } from './contents.mjs'
import { emit } from './events.mjs'
import { binary } from './transactions.mjs'

const ANSWERS = new Set([BLOCK_HEADERS, BLOCK_BODIES, POOLED_TRANSACTIONS, RECEIPTS])
const FIRST_WITH_SIZES = 68

/** eth with one peer at a test's command: answers, and asks and tells nothing by itself. */
export class CommandedSession {
  #protocol
  #chain
  #answers
  #pool
  #common
  #genesis
  #asked = new Map() // what takes the answer, by the id of the request
  #lastId = 1_000_000 // a test that sends requests of its own takes lower ones

  constructor(protocol, { chain, answers, pool, common, genesis }) {
    this.#protocol = protocol
    this.#chain = chain
    this.#answers = answers
    this.#pool = pool
    this.#common = common
    this.#genesis = genesis // in geth's form
  }

  handle(code, payload) {
    const answer = this.#answers.to(code, payload)
    if (answer) {
      this.#protocol.sendMessage(answer[0], [payload[0], answer[1]])
    } else if (ANSWERS.has(code)) {
      this.#take(bytesToInt(payload[0]), payload[1])
    } else if (code === TRANSACTIONS) {
      this.#report('Transactions', payload)
    } else if (code === NEW_POOLED_TRANSACTION_HASHES) {
      emit('announced', announcement(this.#protocol.getVersion(), payload))
    } else if (code === NEW_BLOCK_HASHES) {
      emit('newBlockHashes', { blocks: payload.map(([hash, number]) => ({ hash: bytesToHex(hash), number: bytesToInt(number) })) })
    } else if (code === NEW_BLOCK) {
      this.#reportBlock(payload).catch((error) => emit('failed', { why: error.stack }))
    }
  }

  announce(list) {
    const hashes = list.split(',')
    const described = hashes.map((hash) => this.#pool.describe(hash))
    const encoded = hashes.map((hash) => hexToBytes(hash))
    const withSizes = [Uint8Array.from(described, ({ type }) => type), described.map(({ size }) => size), encoded]
    const old = this.#protocol.getVersion() < FIRST_WITH_SIZES
    this.#protocol.sendMessage(NEW_POOLED_TRANSACTION_HASHES, old ? encoded : withSizes)
  }

  broadcast(list) {
    this.#protocol.sendMessage(TRANSACTIONS, list.split(',').flatMap((hash) => this.#pool.find(hexToBytes(hash))))
  }

  async fetch(list) {
    const hashes = list.split(',').map((hash) => hexToBytes(hash))
    this.#report('PooledTransactions', await this.#request(GET_POOLED_TRANSACTIONS, hashes))
  }

  async headers(origin, amount, skip, reverse) {
    const start = origin.startsWith('0x') ? hexToBytes(origin) : intToBytes(Number(origin))
    const query = [start, Number(amount), Number(skip), reverse === 'true' ? 1 : 0]
    const hashes = (await this.#request(GET_BLOCK_HEADERS, query)).map((header) =>
      createBlockHeaderFromBytesArray(header, this.#reading()).hash(),
    )
    const same = hashes.filter((hash) => this.#chain.numberOf(hash) > 0).length
    emit('headers', { hashes: hashes.map((hash) => bytesToHex(hash)), same })
  }

  async bodies(text) {
    const asked = numbers(text)
    const bodies = await this.#request(GET_BLOCK_BODIES, asked.map((number) => this.#chain.hash(number)))
    let same = 0
    for (const [i, body] of bodies.entries()) {
      if (await this.#isBodyOf(asked[i], body)) same++
    }
    emit('bodies', { count: bodies.length, same })
  }

  async receipts(text) {
    const hashes = numbers(text).map((number) => this.#chain.hash(number))
    const receipts = await this.#request(GET_RECEIPTS, hashes)
    const same = receipts.filter((list, i) => equalsBytes(RLP.encode(list), RLP.encode(this.#answers.receiptsOf(hashes[i]))))
    emit('receipts', { count: receipts.length, same: same.length })
  }

  tell(number) {
    this.#protocol.sendMessage(NEW_BLOCK_HASHES, [[this.#chain.hash(number), Number(number)]])
    this.#told(number)
  }

  propagate(number) {
    const block = [this.#chain.header(number), ...this.#chain.body(number)]
    this.#protocol.sendMessage(NEW_BLOCK, [block, this.#totalDifficulty(Number(number))])
    this.#told(number)
  }

  #told(number) {
    emit('told', { number: Number(number), hash: bytesToHex(this.#chain.hash(number)) })
  }

  /** Of a block that is served, too: whether its body and total difficulty are right. */
  async #reportBlock([[header, ...body], totalDifficulty]) {
    const { number, hash } = this.#identify(header)
    emit('newBlock', {
      number,
      hash,
      whole: await this.#isBodyOf(number, body),
      weighed: bytesToBigInt(totalDifficulty) === this.#totalDifficulty(number),
    })
  }

  #identify(header) {
    const read = createBlockHeaderFromBytesArray(header, this.#reading())
    return { number: Number(read.number), hash: bytesToHex(read.hash()) }
  }

  #totalDifficulty(number) {
    let total = BigInt(this.#genesis.difficulty)
    for (let each = 1; each <= number; each++) {
      total += createBlockHeaderFromBytesArray(this.#chain.header(each), this.#reading()).difficulty
    }
    return total
  }

  async #isBodyOf(number, body) {
    const block = createBlockFromBytesArray([this.#chain.header(number), ...body], this.#reading())
    const withdrawn = block.withdrawals === undefined || (await block.withdrawalsTrieIsValid())
    return withdrawn && block.uncleHashIsValid() && (await block.transactionsTrieIsValid())
  }

  #reading() {
    const common = this.#common.copy()
    common.customCrypto = { ...common.customCrypto, kzg: {} } // asked for by blob transactions, whose blobs are not here
    return { common, setHardfork: true }
  }

  #request(code, query) {
    const id = ++this.#lastId
    return new Promise((resolve) => {
      this.#asked.set(id, resolve)
      this.#protocol.sendMessage(code, [id, query])
    })
  }

  /** An answer to what a test sent itself is nobody's. */
  #take(id, content) {
    this.#asked.get(id)?.(content)
    this.#asked.delete(id)
  }

  #report(message, items) {
    const contents = items.map((item) => contentOf(binary(item), this.#common))
    emit('transactions', {
      message,
      hashes: contents.map(({ hash }) => hash),
      sizes: items.map((item) => binary(item).length),
      contents,
    })
  }
}

function announcement(version, payload) {
  if (version < FIRST_WITH_SIZES) return { hashes: payload.map((hash) => bytesToHex(hash)) }
  const [types, sizes, hashes] = payload
  return {
    types: [...types],
    sizes: sizes.map((size) => bytesToInt(size)),
    hashes: hashes.map((hash) => bytesToHex(hash)),
  }
}

function numbers(text) {
  return text.split(',').flatMap((item) => {
    const [first, last = first] = item.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}
