// A WebSocket to a class's room that comes back by itself when it is lost, after pauses that grow. Its messages are JSON objects of
// one key, the message's name (in both directions).

const PROTOCOL = 'echoroom.room.1';
/** The relay's word that this token or secret is nobody's. */
export const UNKNOWN = 4001;
/** After these there is no use in trying again: that, and that the relay doesn't take what this page says. */
const FINAL = [UNKNOWN, 4000, 1009];
/** How long to wait before the next try, at first and at most, in milliseconds. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

export class Line {
  #url;
  #ends;
  #socket;
  #pause = PAUSE;
  #isOver = false;

  /** `ends` has `greet()`, the first message; `hear(name, value)`; and `lost(code, isFinal)`, which is told of each loss. */
  constructor(path, ends) {
    this.#url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
    this.#ends = ends;
    this.#open();
  }

  /** Sends a message; whether it could. */
  send(message) {
    const isOpen = this.#socket.readyState === WebSocket.OPEN;
    if (isOpen) this.#socket.send(JSON.stringify(message, wellFormed));
    return isOpen;
  }

  /** Closes it for good. */
  end() {
    this.#isOver = true;
    this.#socket.close();
  }

  #open() {
    const socket = new WebSocket(this.#url, PROTOCOL);
    this.#socket = socket;
    socket.onopen = () => this.send(this.#ends.greet());
    socket.onmessage = ({ data }) => {
      this.#pause = PAUSE;
      for (const [name, value] of Object.entries(JSON.parse(data))) this.#ends.hear(name, value);
    };
    socket.onclose = ({ code }) => {
      if (this.#isOver) return;
      this.#isOver = FINAL.includes(code);
      this.#ends.lost(code, this.#isOver);
      if (!this.#isOver) setTimeout(() => this.#open(), this.#nextPause());
    };
  }

  /** A class whose relay was away comes back spread over time, not all at once. */
  #nextPause() {
    const pause = this.#pause * (0.5 + Math.random());
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    return pause;
  }
}

/** Half of a surrogate pair is no text: the relay's JSON has none. */
const wellFormed = (_, value) => (typeof value === 'string' ? value.toWellFormed() : value);
