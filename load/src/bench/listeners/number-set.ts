const BITS = 32;

/** Which of the numbers 1, 2, 3 … have come: a bit each, since there is one for each of thousands of listeners. */
export class NumberSet {
  private words = new Uint32Array(4);

  /** False: it was there already. */
  add(number: number): boolean {
    const word = Math.floor(number / BITS);
    if (word >= this.words.length) this.grow(word + 1);
    const bit = 1 << (number % BITS);
    if ((this.words[word]! & bit) !== 0) return false;
    this.words[word]! |= bit;
    return true;
  }

  private grow(least: number): void {
    const larger = new Uint32Array(Math.max(least, this.words.length * 2));
    larger.set(this.words);
    this.words = larger;
  }
}
