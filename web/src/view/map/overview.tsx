// A small picture of a map that is larger than its canvas, with the part that is seen. A press moves there.

import type { Laid } from "../../model/layout.ts";
import { boxOf } from "../../model/size.ts";
import type { Story } from "../../model/story.ts";
import { here } from "../../state/map.ts";
import { camera, moved, pan } from "./camera.ts";

const WIDTH = 150;
const HEIGHT = 90;

interface OverviewProps {
  readonly root: { readonly current: HTMLElement | null };
  readonly laid: Laid;
  readonly now: Story;
}

export function Overview({ root, laid, now }: OverviewProps) {
  const { x, y, scale } = camera.value;
  const canvas = root.current;
  if (!canvas) return null;
  const { clientWidth: width, clientHeight: height } = canvas;
  const seen = { x: -x / scale, y: -y / scale, width: width / scale, height: height / scale };
  const fits = x >= 0 && y >= 0 && x + laid.width * scale <= width && y + laid.height * scale <= height;
  if (fits || height < 3 * HEIGHT) return null;
  const by = Math.min(WIDTH / Math.max(1, laid.width), HEIGHT / Math.max(1, laid.height));
  const size = { width: laid.width * by, height: laid.height * by };
  // The middle of the canvas goes to the point under the pointer.
  const go = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    moved.by = true;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const [left, top] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    pan((seen.x + seen.width / 2 - left * laid.width) * scale, (seen.y + seen.height / 2 - top * laid.height) * scale);
  };
  return (
    <svg
      class="overview"
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <Boxes laid={laid} now={now} by={by} />
      <rect
        class="seen"
        x={Math.max(0, seen.x * by)}
        y={Math.max(0, seen.y * by)}
        width={Math.max(3, Math.min(size.width, (seen.x + seen.width) * by) - Math.max(0, seen.x * by))}
        height={Math.max(3, Math.min(size.height, (seen.y + seen.height) * by) - Math.max(0, seen.y * by))}
      />
    </svg>
  );
}

function Boxes({ laid, now, by }: Omit<OverviewProps, "root"> & { by: number }) {
  return (
    <>
      {now.nodes.map((node) => {
        const spot = laid.boxes.get(node.id)!;
        const box = boxOf(node);
        return (
          <rect
            key={node.id}
            class={here.value === node.id ? "box here" : node.ends ? "box ends" : "box"}
            x={spot.x * by}
            y={spot.y * by}
            width={Math.max(2, box.width * by)}
            height={Math.max(2, box.height * by)}
          />
        );
      })}
    </>
  );
}
