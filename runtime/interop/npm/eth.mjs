import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, bytesToInt, equalsBytes, intToBytes } from '@ethereumjs/util'
import { BLOCK_HEADERS, GET_BLOCK_HEADERS } from './answers.mjs'
import { emit } from './events.mjs'

const HEADERS_AT_ONCE = 192

/** eth/68 with one peer, once both Statuses are there: fetches and checks its headers, and serves what it has. */
export class EthSession {
  #protocol
  #chain
  #answers
  #headHash // of the other side
  #waiting = [] // requests that came before we have a chain
  #last = null // our request that is not answered yet

  constructor(protocol, chain, answers, headHash) {
    this.#protocol = protocol
    this.#chain = chain
    this.#answers = answers
    this.#headHash = headHash
  }

  handle(code, payload) {
    if (code === GET_BLOCK_HEADERS) {
      if (this.#complete()) this.#answer(payload)
      else this.#waiting.push(payload)
    } else if (code === BLOCK_HEADERS) {
      this.#last.take(payload)
    }
  }

  /** Asks until the chain ends in the other side's head, then once more, backwards and with gaps. */
  async fetch() {
    while (!this.#complete()) {
      const headers = await this.#request([intToBytes(this.#chain.height + 1), HEADERS_AT_ONCE, 0, 0])
      if (headers.length === 0) throw new Error(`no header ${this.#chain.height + 1}`)
      headers.forEach((header) => this.#chain.append(header))
    }
    for (const payload of this.#waiting.splice(0)) this.#answer(payload)
    const headers = await this.#request([this.#headHash, 20, 9, 1])
    const expected = this.#chain.slice(this.#chain.height, 20, -10)
    if (!equalsBytes(RLP.encode(headers), RLP.encode(expected))) {
      throw new Error(`asked backwards from the head, skipping 9: ${headers.length} headers, not the ${expected.length} expected`)
    }
    emit('headers', { count: this.#chain.height, head: bytesToHex(this.#chain.headHash), backwards: headers.length })
  }

  #complete() {
    return equalsBytes(this.#chain.headHash, this.#headHash)
  }

  #request(query) {
    const id = (this.#last?.id ?? 0) + 1
    return new Promise((resolve, reject) => {
      const take = ([answered, headers]) =>
        bytesToInt(answered) === id ? resolve(headers) : reject(new Error(`answer ${bytesToInt(answered)} to request ${id}`))
      this.#last = { id, take }
      this.#protocol.sendMessage(GET_BLOCK_HEADERS, [id, query])
    })
  }

  #answer(payload) {
    const headers = this.#answers.to(GET_BLOCK_HEADERS, payload)[1]
    this.#protocol.sendMessage(BLOCK_HEADERS, [payload[0], headers])
    emit('served', { headers: headers.length })
  }
}
