import type { Seconds } from '../shared/units.ts';

/** An activity type as somebody choosing one sees it, in their language. */
export interface ActivityTypeCard {
  id: string;
  reference: string;
  name: string;
  description: string;
  category: string;
  /** At the door, without buffers. */
  duration: Seconds;
}

/** One as staff who make work choose it. */
export interface StaffTypeCard extends ActivityTypeCard {
  /** Its work is planned automatically unless they say that they plan it. */
  automatic: boolean;
  /** Its work may contain others, and is contained by none. */
  container: boolean;
  /** Its work is only made inside one that may. */
  contained: boolean;
}
