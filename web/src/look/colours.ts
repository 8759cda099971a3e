// The colours of the roles. They hold 4.5 : 1 against the page, and stay apart for eyes that see red and green alike.
// `test/unit/colours.test.ts` proves both.

export type Theme = "light" | "dark";

interface Ink {
  readonly light: string;
  readonly dark: string;
}

/** In the order in which roles get them: neighbours of the list are far apart. */
export const INKS: readonly Ink[] = [
  { light: "#386cc5", dark: "#37a1c0" },
  { light: "#af4c05", dark: "#ebb041" },
  { light: "#521e76", dark: "#a79cfe" },
  { light: "#30450c", dark: "#909d04" },
  { light: "#8c1f47", dark: "#df7b80" },
  { light: "#577354", dark: "#abee87" },
  { light: "#8d5c90", dark: "#fbb6fe" },
  { light: "#325170", dark: "#91c8be" },
];

/** The number of the ink of each role. The narrator has the ink of the page, `null`; more roles than inks share them. */
export function inksOf(roles: readonly string[], narrator: string): Map<string, number | null> {
  const inks = new Map<string, number | null>();
  let next = 0;
  for (const role of roles) {
    if (role === narrator) inks.set(role, null);
    else inks.set(role, next++ % INKS.length);
  }
  return inks;
}

/** The class that gives an element the ink of a role. */
export function inkClass(ink: number | null | undefined): string {
  return ink === null || ink === undefined ? "ink-page" : `ink-${ink}`;
}
