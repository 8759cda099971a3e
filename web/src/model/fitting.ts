/** The words, or as many of their letters as fit with a sign that some are missing; nothing if not even two do. */
export function fitting(words: string, room: number, width: (words: string) => number): string {
  if (width(words) <= room) return words;
  const letters = [...words];
  let [low, high] = [0, letters.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (width(`${letters.slice(0, middle).join("").trimEnd()}…`) <= room) low = middle;
    else high = middle;
  }
  return low < 2 ? "" : `${letters.slice(0, low).join("").trimEnd()}…`;
}
