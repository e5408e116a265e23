-- The belt: no two rows of one technician overlap in [starts_at, ends_at), unless one is a deliberate overlap.
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE "assignment" ADD CONSTRAINT "assignment_belt"
  EXCLUDE USING gist ("technician_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&)
  WHERE (NOT "deliberate_overlap")
  DEFERRABLE INITIALLY DEFERRED;
