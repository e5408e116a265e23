-- The belt: no two rows of one technician overlap in [starts_at, ends_at), unless one is a deliberate overlap.
-- Rows that are not deliberate are disjoint, always; so of those that start before the new end, the last one to
-- start is the last one to end, and looking at it alone is enough.
CREATE TRIGGER assignment_belt_insert
BEFORE INSERT ON assignment
WHEN NOT NEW.deliberate_overlap
BEGIN
  SELECT RAISE(ABORT, 'belt: this technician''s time is taken')
  FROM (
    SELECT ends_at FROM assignment
    WHERE technician_id = NEW.technician_id AND NOT deliberate_overlap AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC LIMIT 1
  )
  WHERE ends_at > NEW.starts_at;
END;

CREATE TRIGGER assignment_belt_update
BEFORE UPDATE OF technician_id, starts_at, ends_at, deliberate_overlap ON assignment
WHEN NOT NEW.deliberate_overlap
BEGIN
  SELECT RAISE(ABORT, 'belt: this technician''s time is taken')
  FROM (
    SELECT ends_at FROM assignment
    WHERE technician_id = NEW.technician_id AND NOT deliberate_overlap AND starts_at < NEW.ends_at
      AND id <> OLD.id
    ORDER BY starts_at DESC LIMIT 1
  )
  WHERE ends_at > NEW.starts_at;
END;
