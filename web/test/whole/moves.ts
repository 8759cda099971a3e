// What a user does in a long show, one thing after the other.

import type { Page } from "playwright-core";

async function repeated(times: number, act: (step: number) => Promise<void>): Promise<void> {
  for (let step = 0; step < times; step++) await act(step);
}

export const MOVES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  scroll: async (page) => {
    await page.mouse.move(400, 300);
    await repeated(120, async () => {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    });
  },
  jumps: (page) =>
    repeated(20, async (step) => {
      await page.evaluate((at) => {
        const text = document.querySelector(".text")!;
        text.scrollTop = (text.scrollHeight * at) / 20;
      }, step);
      await page.waitForTimeout(60);
    }),
  cursor: async (page) => {
    await page.locator(".text").focus();
    await repeated(60, () => page.keyboard.press("ArrowRight"));
  },
  // From the whole show to a second and back.
  "zoom of the score": async (page) => {
    const lanes = (await page.locator(".lanes").boundingBox())!;
    await page.mouse.move(lanes.x + 200, lanes.y + 30);
    await page.keyboard.down("Control");
    await repeated(90, async (step) => {
      await page.mouse.wheel(0, step < 45 ? -80 : 80);
      await page.waitForTimeout(16);
    });
    await page.keyboard.up("Control");
  },
  "scroll of the score": async (page) => {
    await page.locator(".score-body").focus();
    await repeated(8, () => page.keyboard.press("+"));
    await repeated(60, async () => {
      await page.mouse.wheel(300, 0);
      await page.waitForTimeout(16);
    });
    await page.keyboard.press("Home");
  },
  play: async (page) => {
    await page.locator(".text").focus();
    await page.keyboard.press("Space");
    await page.waitForTimeout(3_000);
    await page.keyboard.press("Space");
  },
  "a step": async (page) => {
    await page.locator(".text").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("x");
    await page.waitForTimeout(3_000);
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(3_000);
  },
  "gains of a cue": async (page) => {
    await page.locator(".mark.spot").first().click();
    await page.getByRole("slider", { name: "Gain" }).focus();
    await repeated(3, async () => {
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(1_500);
    });
    await page.keyboard.press("Escape");
  },
  "typing in the script": async (page) => {
    await page.keyboard.press("Alt+4");
    await page.locator(".cm-content").click();
    await repeated(30, async () => {
      await page.keyboard.type("#");
      await page.waitForTimeout(60);
    });
    await page.waitForTimeout(1_500);
  },
};
