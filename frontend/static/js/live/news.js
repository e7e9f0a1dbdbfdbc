// A polite sentence about what came in: one for many, not a flood, and a press where one is needed.
const GATHER = 1500;
const STAY = 8000;

export class News {
  constructor(region) {
    this.region = region;
    this.counts = new Map();
    this.offers = new Map();
  }

  count(what) {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), GATHER);
  }

  tell() {
    for (const [what, n] of this.counts) {
      const line = this.line(what, n);
      setTimeout(() => line?.remove(), STAY);
    }
    this.counts.clear();
  }

  // Stays until it is pressed; a second offer of the same kind only counts on.
  offer(what, n, press) {
    this.offers.get(what)?.remove();
    const line = this.line(what, n);
    if (!line) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${line.textContent} – ${this.region.dataset.show}`;
    button.onclick = () => {
      line.remove();
      this.offers.delete(what);
      press();
    };
    line.replaceChildren(button);
    this.offers.set(what, line);
  }

  line(what, n) {
    const sentence = this.region?.dataset[what + (n === 1 ? "One" : "Many")];
    if (!sentence) return null;
    const line = document.createElement("p");
    line.className = "toast";
    line.dataset.news = what;
    line.textContent = sentence.replace("{n}", n);
    this.region.append(line);
    return line;
  }
}
