// Signs of kinds and of buttons, drawn in a square of 16.

const PATHS = {
  spot: "M8 1.5 14.5 8 8 14.5 1.5 8Z",
  bed: "M4 2v12M4 2.5h5M4 13.5h5",
  "bed-end": "M12 2v12M12 2.5H7M12 13.5H7",
  music: "M6 12.5V3l7-1.5V11M6 12.5a2 2 0 1 1-4 0a2 2 0 0 1 4 0ZM13 11a2 2 0 1 1-4 0a2 2 0 0 1 4 0Z",
  hush: "M3 8h2.5M7 8h2M10.5 8H13",
  choice: "M8 14V9M8 9 3 3.5M8 9l5-5.5M3 7V3.5h3.5M13 7V3.5H9.5",
  scene: "M2 13h12M4 13V5l4-2.5L12 5v8",
  play: "M4 2.5 13 8 4 13.5Z",
  pause: "M4 2.5h2.8v11H4ZM9.2 2.5H12v11H9.2Z",
  undo: "M3 6h7a3.5 3.5 0 0 1 0 7H6M6 2.5 2.5 6 6 9.5",
  redo: "M13 6H6a3.5 3.5 0 0 0 0 7h4M10 2.5 13.5 6 10 9.5",
  loop: "M3 9V7a3 3 0 0 1 3-3h7M10.5 1.5 13 4l-2.5 2.5M13 7v2a3 3 0 0 1-3 3H3M5.5 14.5 3 12l2.5-2.5",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  search: "M11 6.5a4.5 4.5 0 1 1-9 0a4.5 4.5 0 0 1 9 0ZM10 10l4 4",
  dice: "M3 3h10v10H3ZM6 6h.01M10 10h.01M10 6h.01M6 10h.01",
  warning: "M8 2 14.5 13.5H1.5ZM8 6.5V9.5M8 11.5h.01",
  map: "M2 5.5h4v5H2ZM10 2h4v4h-4ZM10 10h4v4h-4ZM6 8h2V4h2M8 8v4h2",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  here: "M8 2a4 4 0 0 1 4 4c0 3-4 8-4 8S4 9 4 6a4 4 0 0 1 4-4ZM8 5v2",
  wide: "M2 8h12M5 5 2 8l3 3M11 5l3 3-3 3",
  variables: "M2.5 4h11M2.5 8h11M2.5 12h11M5 2.5v3M10 6.5v3M6.5 10.5v3",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
} as const;

export type IconName = keyof typeof PATHS;
const SOLID = new Set<IconName>(["spot", "play", "pause"]);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={SOLID.has(name) ? "icon solid" : "icon"} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
