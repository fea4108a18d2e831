/** A set of whole numbers from `first` on, a bit each: there is one for every person in every chat. */
export class BitSet {
  private words: Uint32Array;

  constructor(
    readonly first: number,
    words: Uint32Array = new Uint32Array(1),
  ) {
    this.words = words;
  }

  /** False: it was there already. */
  add(value: number): boolean {
    const index = value - this.first;
    if (index < 0) throw new RangeError(`${value} is below ${this.first}`);
    const word = index >>> 5;
    if (word >= this.words.length) {
      const larger = new Uint32Array(Math.max(word + 1, this.words.length * 2));
      larger.set(this.words);
      this.words = larger;
    }
    const bit = 1 << (index & 31);
    if (this.words[word]! & bit) return false;
    this.words[word]! |= bit;
    return true;
  }

  has(value: number): boolean {
    const index = value - this.first;
    return (
      index >= 0 && index >>> 5 < this.words.length && (this.words[index >>> 5]! & (1 << (index & 31))) !== 0
    );
  }

  /** Both begin at the same number. */
  addAll(other: BitSet): void {
    const words = new Uint32Array(Math.max(this.words.length, other.words.length));
    words.set(this.words);
    other.words.forEach((word, index) => (words[index]! |= word));
    this.words = words;
  }

  /** As it goes to another thread. */
  plain(): { first: number; words: Uint32Array } {
    return { first: this.first, words: this.words };
  }

  static of({ first, words }: { first: number; words: Uint32Array }): BitSet {
    return new BitSet(first, words);
  }
}
