// The socket: subscriptions by number, nothing twice, nothing out of order, back after every cut.
const PROTOCOL = "folkmoot.live.1";
const OPEN = 1;
const LONGEST_WAIT = 60_000;
const SILENCE = 60_000;
const TRIES_BEFORE_POLLING = 3;

export class Streams {
  // `page` has event(stream, event), numbers(rows), reread(stream), state(text) and ideas().
  constructor(address, page) {
    this.url = new URL(address, location.href.replace(/^http/, "ws")).href;
    this.page = page;
    this.places = new Map();
    this.tries = 0;
    this.asked = "";
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.drop());
    addEventListener("pageshow", (event) => event.persisted && this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  get isOpen() {
    return this.socket?.readyState === OPEN;
  }

  follow({ liveStream, liveEpoch, liveHead }) {
    this.places.set(liveStream, { epoch: liveEpoch, last: Number(liveHead) || 0, asked: false });
  }

  open() {
    clearTimeout(this.again);
    this.retryIn = null;
    const socket = (this.socket = new WebSocket(this.url, PROTOCOL));
    socket.onopen = () => {
      this.asked = "";
      this.subscribe([...this.places.keys()]);
      this.showNumbers();
    };
    socket.onmessage = ({ data }) => this.socket === socket && this.hear(JSON.parse(data));
    socket.onclose = () => this.socket === socket && this.closed();
  }

  // Come back later and later, never all together; the server may say when.
  closed() {
    clearTimeout(this.watch);
    this.socket = null;
    this.page.state("lost");
    this.tries += 1;
    const most = Math.min(LONGEST_WAIT, 500 * 2 ** this.tries);
    const wait = this.retryIn ? this.retryIn * 1000 : 200 + Math.random() * most;
    this.again = setTimeout(() => this.open(), wait);
    if (this.tries >= TRIES_BEFORE_POLLING) this.poll();
  }

  // Do not wait for a dead connection to be noticed: what is missed is asked for by number.
  drop() {
    if (!this.socket) return;
    this.socket.close();
    this.closed();
  }

  hurry() {
    if (!this.socket) this.open();
  }

  subscribe(streams) {
    if (!streams.length || !this.isOpen) return;
    const wanted = streams.map((stream) => {
      const place = this.places.get(stream);
      place.asked = true;
      return { stream, epoch: place.epoch, since: place.last };
    });
    this.socket.send(JSON.stringify({ type: "subscribe", streams: wanted }));
  }

  // Tell whose numbers are on the page, when that has changed.
  showNumbers() {
    const ideas = this.page.ideas();
    if (!this.isOpen || this.asked === String(ideas)) return;
    this.asked = String(ideas);
    this.socket.send(JSON.stringify({ type: "numbers", ideas }));
  }

  hear(message) {
    clearTimeout(this.watch);
    if (this.socket) this.watch = setTimeout(() => this.drop(), SILENCE);
    const place = this.places.get(message.stream);
    switch (message.type) {
      case "hello":
        this.tries = 0;
        return this.page.state("on");
      case "numbers":
        return this.page.numbers(message.ideas);
      case "bye":
        return (this.retryIn = message.retry_in);
      case "heads":
        return this.compare(message.heads);
      case "subscribed":
        Object.assign(place, { epoch: message.epoch, asked: false });
        return this.take(message.stream, place, message.events);
      case "events":
        return this.take(message.stream, place, message.events);
      case "resync":
        return this.reread(message, place);
      case "refused":
        this.places.delete(message.stream);
        return this.page.reread(message.stream);
    }
  }

  take(stream, place, events) {
    if (!place) return;
    for (const event of events) {
      if (event.seq <= place.last) continue;
      if (event.seq > place.last + 1) return this.askAgain(stream, place);
      place.last = event.seq;
      this.page.event(stream, event);
    }
  }

  compare(heads) {
    for (const [stream, head] of Object.entries(heads)) {
      const place = this.places.get(stream);
      if (place && head > place.last) this.askAgain(stream, place);
    }
  }

  askAgain(stream, place) {
    if (!place.asked) this.subscribe([stream]);
  }

  // Go on from the head first: what happens while the page is read comes by the stream.
  reread(message, place) {
    if (!place) return;
    Object.assign(place, { epoch: message.epoch, last: message.head });
    this.subscribe([message.stream]);
    this.page.reread(message.stream);
  }

  // Without a socket the page asks the same log, until a socket opens again.
  async poll() {
    if (this.polling || this.isOpen) return;
    this.polling = true;
    const asked = new URLSearchParams({ ideas: this.page.ideas() });
    for (const [stream, { epoch, last }] of this.places) asked.append("stream", [stream, epoch, last]);
    let wait = 5000;
    try {
      const answer = await fetch(`/live?${asked}`, { headers: { Accept: "application/json" } });
      const { messages, again_in: seconds } = await answer.json();
      wait = seconds * 1000;
      if (!this.isOpen) messages.forEach((message) => this.hear(message));
    } catch {
      wait = 15_000;
    }
    setTimeout(() => {
      this.polling = false;
      this.poll();
    }, wait * (0.75 + Math.random() / 2));
  }
}
