// What the generator gives the scripts of its own knowledge of charts; chartModule
// in generator/site/live.go makes it when it bundles them.
declare module "atlas:chart" {
  /** Gives an option that came as JSON what JSON cannot carry. */
  export function atlasPrepare(option: Record<string, unknown>): Record<string, unknown>;
  /** The colours that stand for others in an option: colour, class, and whether the class draws lines. */
  export const inks: [colour: string, name: string, line: boolean][];
}
