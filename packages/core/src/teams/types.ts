export interface TechnicianSummary {
  id: string;
  name: string;
  colour: string;
  zone: string;
  /** null: it is not the reader's to know. */
  base: { label: string; lon: number; lat: number } | null;
  skills: { code: string; name: string; level: number }[];
  active: boolean;
  /** The staff user who is this technician, if they may sign in. */
  staffUserId: string | null;
}
