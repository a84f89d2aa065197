// One end of a link that a benchmark measures: a node on @ethereumjs/devp2p. Commands, answers and codes: ../go-link.
// What it sends waits for the socket to drain, or a flood would fill its memory.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { RLPx } from '@ethereumjs/devp2p'
import snappy from 'snappyjs'

const [DATA, END, COUNTED, PING, PONG] = [0, 1, 2, 3, 4]
const SENTENCE = 'a link carries what it is given, and it carries it in order. '

const say = (...words) => process.stdout.write(words.join(' ') + '\n')
const nanos = () => process.hrtime.bigint()
const arrivals = [] // resolvers of counts
let session = null
let dialed = false

/** The library shows no class to extend: this is what it calls. */
class Bench {
  static bench1 = { name: 'bench', version: 1, length: 5, constructor: Bench }

  #arrived = 0n
  #journey = null
  #peer
  #send

  constructor(version, peer, send) {
    this.#peer = peer
    this.#send = send
    if (dialed) {
      session = this
      say('connected')
    }
  }

  get socket() {
    return this.#peer._socket
  }

  send(code, payload) {
    this.#send(code, snappy.compress(payload))
  }

  _handleMessage(code, data) {
    if (code === DATA) this.#arrived++
    else if (code === END) this.#count()
    else if (code === COUNTED) arrivals.shift()(Buffer.from(data).readBigUInt64BE())
    else if (code === PING) this.send(PONG, data)
    else this.#pong()
  }

  #count() {
    const count = Buffer.alloc(8)
    count.writeBigUInt64BE(this.#arrived)
    this.#arrived = 0n
    this.send(COUNTED, count)
  }

  async flood(payload, millis) {
    const began = nanos()
    const until = began + BigInt(millis) * 1_000_000n
    let count = 0n
    while (nanos() < until) {
      this.send(DATA, payload)
      count++
      if (this.socket.writableNeedDrain) await once(this.socket, 'drain')
    }
    const arrived = new Promise((resolve) => arrivals.push(resolve))
    this.send(END, new Uint8Array())
    if ((await arrived) !== count) say('fault', await arrived, 'of', count, 'have come')
    say('flood', count, nanos() - began)
  }

  trips(payload, millis) {
    this.#journey = { payload, until: nanos() + BigInt(millis) * 1_000_000n, times: [], sent: nanos() }
    this.send(PING, payload)
  }

  #pong() {
    const { payload, until, times, sent } = this.#journey
    const now = nanos()
    times.push(Number(now - sent))
    if (now < until) {
      this.#journey.sent = nanos()
      this.send(PING, payload)
      return
    }
    times.sort((a, b) => a - b)
    const at = (share) => times[Math.floor(share * (times.length - 1))]
    say('trips', times.length, at(0.5), at(0.99), at(0.999))
  }
}

function payload(size, kind) {
  if (kind === 'random') return randomBytes(size)
  return new Uint8Array(Buffer.alloc(size, SENTENCE))
}

const rlpx = new RLPx(randomBytes(32), { capabilities: [Bench.bench1], maxPeers: 10 })

const commands = {
  dial(enode) {
    dialed = true
    const { username, hostname, port } = new URL(enode.replace(/^enode:/, 'http:'))
    rlpx
      .connect({ id: Buffer.from(username, 'hex'), address: hostname, tcpPort: Number(port) })
      .catch((error) => say('fault', error.message))
  },
  flood: (size, kind, millis) => session.flood(payload(Number(size), kind), Number(millis)),
  trips: (size, millis) => session.trips(payload(Number(size), 'random'), Number(millis)),
}

rlpx.events.on('peer:error', (peer, error) => say('fault', error?.message ?? error))
rlpx.events.on('peer:removed', (peer, reason) => say('fault disconnected', reason))
rlpx.events.once('listening', () => {
  const { address, port } = rlpx._server.address()
  say('listening', `enode://${Buffer.from(rlpx.id).toString('hex')}@${address}:${port}`)
})
rlpx.listen(0, '127.0.0.1')

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [command, ...words] = line.split(' ')
    commands[command](...words)
  })
  .on('close', () => process.exit())
