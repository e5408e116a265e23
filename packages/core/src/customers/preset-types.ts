import type { PresetList } from '../shared/customers.ts';

/** One value of a unit's list. */
export interface PresetView {
  id: string;
  list: PresetList;
  name: string;
  /** false: kept where it was taken, and not offered any more. */
  active: boolean;
  revision: number;
  /** How many customers have it. */
  used: number;
}

/** A list as it is to be: its values in their order. Values that are not named follow as they are. */
export interface SavePresetsInput {
  list: PresetList;
  values: { presetId: string; revision: number; name: string; active: boolean }[];
}
