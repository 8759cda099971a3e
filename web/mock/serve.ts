// `npm run mock [SENTENCES CUES]` serves the built page with a mock show.

import { MockServer } from "./server.ts";

const [sentences, cues] = process.argv.slice(2).map(Number);
const server = new MockServer({ dist: "dist", ...(sentences ? { sentences, cues: cues ?? 0 } : {}) });
console.log(await server.listen(4170));
