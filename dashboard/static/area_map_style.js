// Looks of the map and its legend.

export const STYLE = `
:host { display: block; }
.frame { position: relative; font-family: var(--st-font); color: var(--st-text-color);
  font-size: 13px; line-height: 1.35; }
.canvas { position: relative; border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); background: #fbfcfd; overflow: hidden; }
svg.map { display: block; width: 100%; outline: none; touch-action: pan-y; }
.map:focus-visible { box-shadow: inset 0 0 0 2px var(--st-primary-color); }
.place { stroke: #fff; stroke-width: 0.6; vector-effect: non-scaling-stroke; }
.pickable .place { cursor: pointer; }
.outside { opacity: 0.22; pointer-events: none; }
.quiet { opacity: 0.25; }
.border, .ring { fill: none; pointer-events: none; vector-effect: non-scaling-stroke; }
.border { stroke: #4b5563; stroke-width: 0.9; }
.halo { stroke: #fff; stroke-width: 5; }
.chosen { stroke: #111827; stroke-width: 2.4; }
.here { stroke: #111827; stroke-width: 1.6; }
.active { stroke: var(--st-primary-color); stroke-width: 3; stroke-dasharray: 5 3; }
.letter { pointer-events: none; text-anchor: middle; dominant-baseline: central;
  fill: #1f2937; font-weight: 600; }
.letter.light { fill: #fff; }
.zoom { position: absolute; top: 10px; right: 10px; display: flex; flex-direction: column;
  gap: 4px; }
.zoom button { width: 30px; height: 30px; border: 1px solid var(--st-border-color);
  border-radius: 6px; background: #fff; font: inherit; font-size: 16px; cursor: pointer;
  color: inherit; }
.zoom button:hover { border-color: var(--st-primary-color); }
.tip { position: absolute; pointer-events: none; background: #fff; border-radius: 6px;
  border: 1px solid var(--st-border-color); box-shadow: 0 2px 8px rgb(0 0 0 / 0.12);
  padding: 6px 9px; max-width: 260px; z-index: 2; }
.tip b { display: block; }
.tip .figure { font-variant-numeric: tabular-nums; }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(225px, 1fr));
  gap: 3px 14px; margin: 8px 0 0; padding: 0; list-style: none; }
.legend li { display: grid; grid-template-columns: 22px 1fr; gap: 8px; align-items: center;
  padding: 1px 3px; border-radius: 4px; }
.legend li:hover { background: var(--st-secondary-background-color); }
.swatch { width: 22px; height: 17px; border-radius: 3px; font-size: 11px; font-weight: 600;
  display: grid; place-items: center; border: 1px solid rgb(0 0 0 / 0.18); }
.dark { color: #fff; }
.hatched { background: repeating-linear-gradient(45deg, #f4f5f6 0 4px, #b9c0c8 4px 6px); }
.note { display: block; color: #5b6470; font-size: 12px; font-variant-numeric: tabular-nums; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
